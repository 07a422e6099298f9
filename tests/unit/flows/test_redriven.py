"""Turns that an operator brought back: their words and an apology stand in the conversation already."""

from dataclasses import replace

from lambdas.domain.errors import Refused
from tests.builders import a_charge, a_turn
from tests.unit.flows.desks import Office

BROUGHT_BACK = replace(a_turn("London"), redriven=True)


def test_its_answer_comes_without_the_person_s_words() -> None:
    office = Office()

    office.settle(BROUGHT_BACK)

    assert office.texts() == ["echo: London"]
    assert office.outbound.sent[0].event == BROUGHT_BACK.event


def test_no_second_apology_comes_where_it_fails_again() -> None:
    office = Office()
    office.engine.faults.fail("converse", Refused("rubbish"))

    office.settle(BROUGHT_BACK)

    assert office.texts() == []
    assert [kept.turn for kept in office.conversations.quarantined] == [BROUGHT_BACK]


def test_it_counts_against_no_ceiling() -> None:
    office = Office(charge=a_charge(bucket_turns=0, daily_budget=0))

    office.settle(BROUGHT_BACK)

    assert office.texts() == ["echo: London"]
