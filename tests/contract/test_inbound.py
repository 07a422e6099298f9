"""Contract of ``Inbound``: deliveries become turns, or are refused."""

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.keys import turn_key
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.contract.inbound_cases import CASES, Case


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]()


def test_what_the_channel_sent_is_let_in(case: Case) -> None:
    case.inbound.verify(case.genuine)

    assert case.inbound.parse(case.genuine)


def test_what_the_channel_did_not_send_is_refused(case: Case) -> None:
    for delivery in case.forged:
        with pytest.raises(Refused):
            case.inbound.verify(delivery)


def test_what_cannot_be_read_is_refused(case: Case) -> None:
    for delivery in case.unreadable:
        with pytest.raises(Refused):
            case.inbound.parse(delivery)


def test_a_kind_that_is_not_handled_gives_no_turns(case: Case) -> None:
    case.inbound.verify(case.unhandled)

    assert list(case.inbound.parse(case.unhandled)) == []


def test_a_repeat_of_a_delivery_gives_the_same_turns(case: Case) -> None:
    first = [turn_key(turn) for turn in case.inbound.parse(case.genuine)]
    second = [turn_key(turn) for turn in case.inbound.parse(case.genuine)]

    assert first == second


def test_turns_can_be_queued(case: Case) -> None:
    for turn in case.inbound.parse(case.genuine):
        assert decode_turn(encode_turn(turn)) == turn


def test_turns_are_of_the_installation_that_was_delivered_to(case: Case) -> None:
    turns = case.inbound.parse(case.genuine)

    assert {turn.address.installation for turn in turns} == {case.genuine.installation}


def test_who_is_alone_with_the_bot_is_told_from_who_is_not(case: Case) -> None:
    assert {turn.private for turn in case.inbound.parse(case.genuine)} == {True}
    assert [turn.private for each in case.shared for turn in case.inbound.parse(each)] == [False] * len(
        case.shared
    )


def test_what_a_person_is_called_is_one_short_line(case: Case) -> None:
    for turn in case.inbound.parse(case.genuine):
        assert len(turn.speaker) <= 64
        assert turn.speaker.splitlines() in ([], [turn.speaker])
