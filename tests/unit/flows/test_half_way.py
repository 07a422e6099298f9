"""A reply of several messages that stops half-way goes on where a person last saw it."""

from collections.abc import Sequence

import pytest

from lambdas.domain.conversation import Begun, Line, Progress
from lambdas.domain.errors import Ambiguous, Busy, Retryable, Shut, Unreachable
from lambdas.domain.outgoing import Limit
from lambdas.domain.turn import Turn
from tests.builders import a_turn
from tests.fakes.messenger import LONGEST
from tests.unit.flows.chats import Chat, KilledError

WORDS = [letter * LONGEST for letter in "abc"]
TEXTS = [" ".join(WORDS), "last"]
ALL = [*WORDS, "last"]


# The first call of a turn is the one that shows typing.
@pytest.mark.parametrize("call", [2, 3, 4, 5])
@pytest.mark.parametrize("failure", [Busy("slower", again_s=30), Retryable("not reached")])
def test_a_failure_half_way_repeats_nothing_and_loses_nothing(call: int, failure: Retryable) -> None:
    chat = Chat(TEXTS)
    chat.fail(call, failure)
    chat.office.settle()
    before = len(chat.shown())

    chat.office.clock.pass_s(40)
    chat.office.settle_due()

    assert before == call - 2
    assert chat.shown() == ALL


@pytest.mark.parametrize("call", [2, 3, 4, 5])
def test_a_process_that_is_killed_half_way_repeats_nothing_that_it_came_to_write_down(call: int) -> None:
    chat = Chat(TEXTS)
    chat.fail(call, KilledError())
    with pytest.raises(KilledError):
        chat.office.settle()

    chat.office.clock.pass_s(14)
    chat.office.settle(received=2, worker="w2")

    assert chat.shown() == ALL


@pytest.mark.parametrize("call", [2, 3, 4, 5])
@pytest.mark.parametrize("failure", [Ambiguous("no answer"), KilledError()])
def test_a_send_of_unknown_outcome_shows_that_one_message_twice_and_no_other(
    call: int, failure: BaseException
) -> None:
    chat = Chat(TEXTS)
    chat.lose(call, failure)
    chat.settle_though_killed()

    chat.go_on()

    assert chat.shown() == sorted([*ALL, ALL[call - 2]], key=ALL.index)


def test_the_next_turn_goes_on_with_what_was_begun() -> None:
    chat = Chat(TEXTS)
    chat.fail(4, Busy("slower", again_s=600))
    chat.office.settle(a_turn("one", event="e1"))

    chat.office.clock.pass_s(600)
    chat.office.settle(a_turn("two", event="e2"))

    assert chat.shown() == [*ALL, "echo: two"]


def test_marks_that_fail_are_made_up_for_by_the_next() -> None:
    chat = Chat(TEXTS)
    for _ in range(2):
        chat.office.conversations.faults.fail("mark", Retryable("throttled"))
    chat.fail(5, Busy("slower", again_s=30))
    chat.office.settle()

    chat.office.clock.pass_s(40)
    chat.office.settle_due()

    assert chat.shown() == ALL


@pytest.mark.parametrize(("takes_s", "shown"), [(2.3, 4), (2.4, 3), (3.5, 3), (9, 1)])
def test_a_worker_without_time_for_the_rest_leaves_it_to_another(takes_s: float, shown: int) -> None:
    chat = Chat(TEXTS)
    chat.messenger.after = lambda call: chat.office.clock.pass_s(takes_s if "text" in call.parameters else 0)
    chat.office.settle()
    first = len(chat.shown())

    for _ in ALL:
        chat.office.clock.pass_s(40)
        chat.office.settle_due()

    assert first == shown
    assert chat.shown() == ALL


def test_a_chat_that_has_to_wait_gets_everything_in_the_end_each_once() -> None:
    chat = Chat(TEXTS, Limit(scope="chat", interval_s=3, burst=1))
    chat.office.settle()

    while chat.office.later.put_turns:
        chat.office.clock.pass_s(1)
        if not chat.office.settle_due() and len(chat.shown()) == len(ALL):
            break

    assert chat.shown() == ALL
    assert chat.office.clock.now() > a_turn().at


def test_each_mark_is_of_what_came_since_the_one_before() -> None:
    chat = Chat(TEXTS)
    marked: list[tuple[Sequence[int], Begun | None]] = []
    mark = chat.office.conversations.mark

    def noting(turn: Turn, lines: Sequence[Line], *, settled: bool, begun: Line | None = None) -> None:
        marked.append(([line.seq for line in lines], begun.begun if begun else None))
        mark(turn, lines, settled=settled, begun=begun)

    chat.office.conversations.mark = noting  # type: ignore[method-assign]  # looks on
    chat.office.settle()

    assert marked == [([1], Begun(messages=1)), ([], Begun(messages=2)), ([2], None), ([1, 2, 3], None)]


def test_where_the_window_is_shut_nothing_is_tried_until_the_person_speaks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chat = Chat(TEXTS)
    chat.fail(4, Shut("24 hours are over"))

    settled = chat.office.settle(a_turn("one", event="e1"))

    assert settled
    assert chat.office.later.put_turns == []
    assert chat.office.conversations.progress_of(a_turn(event="e1")) is Progress.UNSENT
    (told,) = (vars(each) for each in caplog.records if each.levelname == "WARNING")
    assert (told["message"], told["event"], told["reason"]) == ("window shut", "e1", "24 hours are over")
    chat.office.settle(a_turn("two", event="e2"))
    assert chat.shown() == [*ALL, "echo: two"]


def test_a_shut_window_that_cannot_be_written_down_is_found_again() -> None:
    chat = Chat(TEXTS)
    chat.fail(2, Shut("24 hours are over"))
    chat.office.conversations.faults.fail("leave_unsent", Retryable("throttled"))

    settled = chat.office.settle()

    assert not settled


def test_where_nobody_is_reached_any_more_nothing_waits() -> None:
    chat = Chat(TEXTS)
    chat.fail(3, Unreachable("blocked"))
    chat.office.settle(a_turn("one", event="e1"))

    chat.office.settle(a_turn("two", event="e2"))

    assert chat.office.later.put_turns == []
    assert chat.shown() == [*ALL[:1], "echo: two"]
