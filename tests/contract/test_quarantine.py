"""Contract of ``Conversations``: how a turn is given up."""

import pytest

from lambdas.domain.conversation import Claim, Memory, Progress, Session
from lambdas.domain.errors import Overtaken, Refused
from tests.builders import NOW, a_line, a_reply, a_session
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import CASES, Case

NOTHING_YET = Memory(version=0, next_seq=1)


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_turn_given_up_keeps_its_lines_and_is_not_open_any_more(case: Case) -> None:
    held = claimed(case)
    lines = (a_line(1), a_reply(2, "sorry, Q-1"))
    case.conversations.quarantine(held, memory=NOTHING_YET, lines=lines, number="Q-1", reason="poison")

    claim = case.conversations.claim(again(held), charge=None)

    assert (claim.progress, claim.unmarked) == (Progress.QUARANTINED, lines)


def test_giving_a_turn_up_marks_the_session_to_be_restored(case: Case) -> None:
    answered(case, "e1", session=a_session('"before"'))
    held = claimed(case, "e2")
    memory = case.conversations.recall(held)

    case.conversations.quarantine(
        held, memory=memory, lines=[a_line(3, event="e2")], number="Q-1", reason="poison"
    )

    assert case.conversations.recall(held).session == a_session('"before"', restore=True)


def test_giving_up_the_first_turn_leaves_a_blank_session_to_be_restored(case: Case) -> None:
    held = claimed(case)

    case.conversations.quarantine(held, memory=NOTHING_YET, lines=[a_line(1)], number="Q-1", reason="poison")

    assert case.conversations.recall(held) == Memory(
        version=1,
        next_seq=2,
        session=Session(engine="", state="", at=NOW, restore=True),
        known=True,
    )


def test_a_turn_is_given_up_without_a_line_where_nobody_waits_for_one(case: Case) -> None:
    answered(case, "e1")
    held = claimed(case, "e2")
    memory = case.conversations.recall(held)

    case.conversations.quarantine(held, memory=memory, lines=[], number="Q-1", reason="poison")

    after = case.conversations.recall(held)
    assert (after.next_seq, after.version) == (memory.next_seq, memory.version + 1)
    assert case.conversations.claim(again(held), charge=None) == Claim(
        progress=Progress.QUARANTINED, attempt=1
    )


def test_a_turn_that_was_answered_is_not_given_up(case: Case) -> None:
    held, lines = answered(case)
    memory = case.conversations.recall(held)

    with pytest.raises(Overtaken):
        case.conversations.quarantine(held, memory=memory, lines=[a_line(3)], number="Q-1", reason="poison")

    claim = case.conversations.claim(again(held), charge=None)
    assert (claim.progress, claim.unmarked) == (Progress.ANSWERED, lines)


def test_a_turn_in_another_workers_hands_is_not_given_up(case: Case) -> None:
    held = claimed(case)

    with pytest.raises(Overtaken):
        case.conversations.quarantine(
            again(held), memory=NOTHING_YET, lines=[a_line()], number="Q-1", reason="poison"
        )

    assert case.conversations.recall(held) == NOTHING_YET


def test_the_apology_obeys_the_same_limits(case: Case) -> None:
    held = claimed(case)

    with pytest.raises(Refused):
        case.conversations.quarantine(
            held, memory=NOTHING_YET, lines=[a_line(text="x" * 40_000)], number="Q-1", reason="poison"
        )
