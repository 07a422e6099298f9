"""Contract of ``Conversations``: which lines have gone out, and which have not."""

from dataclasses import replace

import pytest

from lambdas.domain.conversation import Begun, Claim, Progress
from lambdas.domain.limits import ANSWER_LINES
from tests.builders import a_held, a_line, a_session, a_turn
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import CASES, LINES_S, Case


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_turn_whose_lines_went_out_is_sent(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.mark(held.turn, lines, settled=True)

    assert case.conversations.claim(again(held), charge=None) == Claim(progress=Progress.SENT, attempt=1)


def test_lines_marked_before_the_last_leave_the_turn_answered_with_the_rest(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.mark(held.turn, lines[:1], settled=False)

    assert case.conversations.claim(again(held), charge=None) == Claim(
        progress=Progress.ANSWERED, attempt=1, unmarked=lines[1:]
    )


def test_a_mark_repeated_is_the_same_mark(case: Case) -> None:
    held, lines = answered(case)
    for _ in range(2):
        case.conversations.mark(held.turn, lines, settled=True)

    assert case.conversations.claim(again(held), charge=None).progress is Progress.SENT


@pytest.mark.parametrize(
    "far", [Begun(messages=3), Begun(messages=3, form=2, calls=4), Begun(form=1, calls=1)]
)
def test_a_line_of_which_something_went_out_is_told_with_how_much(case: Case, far: Begun) -> None:
    held, lines = answered(case)
    begun = replace(lines[1], begun=far)

    case.conversations.mark(held.turn, lines[:1], settled=False, begun=begun)

    assert case.conversations.claim(again(held), charge=None).unmarked == (begun, *lines[2:])


def test_a_line_that_was_begun_goes_on_being_counted_until_it_is_sent(case: Case) -> None:
    held, lines = answered(case)
    for far in (Begun(messages=1), Begun(messages=1, form=1, calls=2), Begun(messages=2)):
        begun = replace(lines[0], begun=far)
        case.conversations.mark(held.turn, (), settled=False, begun=begun)
    case.conversations.leave_unsent(held)

    assert case.conversations.unsent(held.turn) == (replace(lines[0], begun=Begun(messages=2)), *lines[1:])

    case.conversations.mark(held.turn, lines, settled=True)

    assert case.conversations.unsent(a_turn(event="e2")) == ()


def test_a_begun_line_that_is_gone_comes_not_back(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.mark(held.turn, lines, settled=True, begun=replace(a_line(7), begun=Begun(messages=1)))

    assert case.conversations.claim(again(held), charge=None).progress is Progress.SENT
    case.conversations.leave_unsent(held)
    assert case.conversations.unsent(held.turn) == ()


def test_marks_are_of_one_conversation_only(case: Case) -> None:
    held, lines = answered(case, "e1")
    other, theirs = answered(case, "e2")

    case.conversations.mark(held.turn, lines, settled=True)

    assert case.conversations.claim(again(other), charge=None).unmarked == theirs


def test_a_turn_given_up_is_sent_when_its_apology_is(case: Case) -> None:
    held = claimed(case)
    memory = case.conversations.recall(held)
    case.conversations.quarantine(held, memory=memory, lines=[a_line(1)], number="Q-1", reason="poison")

    case.conversations.mark(held.turn, [a_line(1)], settled=True)

    assert case.conversations.claim(again(held), charge=None) == Claim(progress=Progress.SENT, attempt=1)


def test_an_open_turn_without_lines_of_its_own_may_be_sent(case: Case) -> None:
    held = claimed(case)

    case.conversations.mark(held.turn, [], settled=True)

    assert case.conversations.claim(again(held), charge=None).progress is Progress.SENT


def test_marking_what_is_not_there_makes_nothing(case: Case) -> None:
    held = a_held()

    case.conversations.mark(held.turn, [a_line(1)], settled=True)

    assert case.conversations.claim(held, charge=None).progress is Progress.OPEN
    assert case.conversations.recall(held).next_seq == 1


def test_a_line_that_is_gone_does_not_keep_the_others_from_being_marked(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.mark(held.turn, [*lines, a_line(7)], settled=True)

    assert case.conversations.claim(again(held), charge=None).progress is Progress.SENT


def test_nothing_is_unsent_unless_it_was_left(case: Case) -> None:
    held, _ = answered(case)

    assert case.conversations.unsent(held.turn) == ()
    assert not case.conversations.recall(held).unsent


def test_what_was_left_waits_for_the_conversations_next_turn(case: Case) -> None:
    held, lines = answered(case, "e1")

    case.conversations.leave_unsent(held)

    follower = claimed(case, "e2")
    assert case.conversations.recall(follower).unsent
    assert case.conversations.unsent(follower.turn) == lines


def test_a_turn_left_unsent_is_told_so_with_its_lines(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.leave_unsent(held)

    assert case.conversations.claim(again(held), charge=None) == Claim(
        progress=Progress.UNSENT, attempt=1, unmarked=lines
    )


def test_what_went_out_before_it_was_left_is_not_unsent(case: Case) -> None:
    held, lines = answered(case)
    case.conversations.mark(held.turn, lines[:1], settled=False)

    case.conversations.leave_unsent(held)

    assert case.conversations.unsent(held.turn) == lines[1:]


def test_lines_left_by_several_turns_come_in_order(case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second, more = answered(case, "e2")
    case.conversations.leave_unsent(second)

    assert case.conversations.unsent(a_turn(event="e3")) == (*lines, *more)


def test_a_turn_that_is_left_late_leaves_its_earlier_lines_before_the_others(case: Case) -> None:
    first, lines = answered(case, "e1")
    second, more = answered(case, "e2")
    case.conversations.leave_unsent(second)

    case.conversations.leave_unsent(first)

    assert case.conversations.unsent(a_turn(event="e3")) == (*lines, *more)
    assert case.conversations.claim(again(first), charge=None).progress is Progress.UNSENT


def test_the_next_turns_own_lines_come_after_what_was_left(case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second, more = answered(case, "e2")

    assert case.conversations.recall(second).unsent
    assert case.conversations.unsent(second.turn) == (*lines, *more)


def test_a_conversation_is_caught_up_when_the_last_of_them_went_out(case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second, more = answered(case, "e2")

    case.conversations.mark(second.turn, [*lines, *more], settled=True)

    assert not case.conversations.recall(second).unsent
    assert case.conversations.unsent(second.turn) == ()
    assert case.conversations.claim(again(second), charge=None).progress is Progress.SENT


def test_a_worker_that_comes_late_takes_back_nothing_of_what_a_later_turn_left(case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second, more = answered(case, "e2")
    third, rest = answered(case, "e3")
    case.conversations.leave_unsent(third)

    case.conversations.mark(second.turn, [*lines, *more], settled=True)

    assert case.conversations.recall(third).unsent
    assert case.conversations.unsent(third.turn) == rest


def test_a_conversation_is_not_caught_up_by_some_of_them(case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second, more = answered(case, "e2")

    case.conversations.mark(second.turn, lines, settled=False)

    assert case.conversations.recall(second).unsent
    assert case.conversations.unsent(second.turn) == more


def test_a_turn_that_sends_its_own_lines_after_all_leaves_nothing_unsent(case: Case) -> None:
    held, lines = answered(case)
    case.conversations.leave_unsent(held)
    case.conversations.mark(held.turn, lines, settled=True)

    assert case.conversations.unsent(a_turn(event="e2")) == ()

    assert not case.conversations.recall(held).unsent


def test_a_turn_that_sends_only_its_own_lines_leaves_the_earlier_ones_unsent(case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second, more = answered(case, "e2")

    case.conversations.mark(second.turn, more, settled=True)

    assert case.conversations.recall(second).unsent
    assert case.conversations.unsent(second.turn) == lines


def test_a_turn_without_lines_of_its_own_leaves_the_conversation_as_it_was(case: Case) -> None:
    held = claimed(case)

    case.conversations.leave_unsent(held)

    assert case.conversations.claim(again(held), charge=None).progress is Progress.UNSENT
    assert not case.conversations.recall(held).unsent


def test_lines_that_are_not_kept_any_more_are_not_unsent(case: Case) -> None:
    held, _ = answered(case)
    case.conversations.leave_unsent(held)

    case.clock.pass_s(LINES_S)

    assert case.conversations.unsent(held.turn) == ()


def test_lines_of_two_megabytes_are_all_told(case: Case) -> None:
    held = claimed(case)
    memory = case.conversations.recall(held)
    lines = tuple(a_line(seq, "x" * 32_000) for seq in range(1, 61))
    case.conversations.commit(held, memory=memory, lines=lines, session=None)

    assert case.conversations.claim(again(held), charge=None).unmarked == lines


def test_as_many_lines_as_one_write_takes_settle_their_turn(case: Case) -> None:
    held = claimed(case)
    lines = [a_line(seq, "x") for seq in range(1, ANSWER_LINES + 1)]
    memory = case.conversations.recall(held)
    case.conversations.commit(held, memory=memory, lines=lines, session=None)

    case.conversations.mark(held.turn, lines, settled=True)

    assert case.conversations.claim(again(held), charge=None) == Claim(progress=Progress.SENT, attempt=1)


def test_more_lines_than_one_write_takes_are_marked_all_the_same(case: Case) -> None:
    everything = []
    for turn in ("e1", "e2"):
        held = claimed(case, turn)
        memory = case.conversations.recall(held)
        lines = [a_line(memory.next_seq + step, "x", event=turn) for step in range(60)]
        case.conversations.commit(held, memory=memory, lines=lines, session=a_session())
        case.conversations.leave_unsent(held)
        everything += lines
    last = claimed(case, "e3")

    case.conversations.mark(last.turn, everything, settled=True)

    assert case.conversations.unsent(last.turn) == ()
    assert not case.conversations.recall(last).unsent
