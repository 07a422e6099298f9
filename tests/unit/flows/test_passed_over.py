"""Turns that are said to the bot in some conversations only."""

import pytest

from lambdas.domain.errors import Retryable
from lambdas.domain.turn import Where
from tests.builders import a_turn
from tests.unit.flows.desks import Office


def test_words_in_a_thread_that_the_bot_takes_no_part_in_are_passed_over() -> None:
    office = Office()

    settled = office.settle(a_turn("see you at lunch", where=Where.BEGUN))

    assert settled
    assert office.engine.asked == []
    assert office.outbound.typed == []
    assert office.texts() == []


@pytest.mark.parametrize(("begun", "where"), [(False, Where.BEGUN), (True, Where.NEW)])
def test_for_what_is_passed_over_nobody_looks_for_lines_that_wait(*, begun: bool, where: Where) -> None:
    office = Office()
    if begun:
        office.settle(a_turn("London", event="e1"))
    office.conversations.faults.fail("unsent", Retryable("table down"))

    office.settle(a_turn("Hello", event="e2", where=where))

    assert office.conversations.faults.pending()


def test_words_in_a_thread_that_the_bot_takes_part_in_are_answered() -> None:
    office = Office()
    office.settle(a_turn("a hotel, please", event="e1"))

    office.settle(a_turn("London", event="e2", where=Where.BEGUN))

    assert office.texts()[2:] == ["London", "echo: London"]


def test_somebody_new_is_greeted() -> None:
    office = Office()

    office.settle(a_turn("Hello", where=Where.NEW))

    assert office.texts() == ["Hello", "echo: Hello"]


def test_somebody_known_is_not_greeted_anew() -> None:
    office = Office()
    office.settle(a_turn("London", event="e1"))

    settled = office.settle(a_turn("Hello", event="e2", where=Where.NEW))
    settled_again = office.settle(a_turn("Hello", event="e2", where=Where.NEW), worker="w2")

    assert (settled, settled_again) == (True, True)
    assert office.texts() == ["London", "echo: London"]


@pytest.mark.parametrize("where", [Where.NEW, Where.ANY])
def test_a_greeting_that_was_thought_but_not_sent_is_sent_at_the_next_try(where: Where) -> None:
    office = Office()
    office.outbound.faults.fail("deliver", OSError("killed"))
    office.settle(a_turn("Hello", where=where))

    office.settle(a_turn("Hello", where=where), received=2, worker="w2")

    assert office.texts() == ["Hello", "echo: Hello"]
    assert len(office.engine.asked) == 1
