"""Lines go out to a messenger: in order, at its pace, and more plainly where it refuses."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lambdas.domain.conversation import Line
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Retryable, Shut, Unreachable
from lambdas.domain.outgoing import Call, Limit
from lambdas.domain.reply import Text, Typing
from lambdas.flows.deliver import LONGEST_REST_S, PATIENCE_S, Delivering
from tests.builders import a_line, a_reply, a_turn, an_address
from tests.fakes.clock import SetClock
from tests.fakes.messenger import PLAIN, RICH, TYPING, FakeMessenger
from tests.fakes.pace import MemoryPace

HERE = an_address("c1")
THERE = an_address("c2")
ASKED = a_line(1, "hi")
ONE, TWO, THREE = (a_reply(seq, f"line {seq}") for seq in (2, 3, 4))
LONG = a_line(2, parts=tuple(Text(text=f"part {number}") for number in (1, 2, 3)))
A_SECOND = Limit(scope="chat/c1", interval_s=1, burst=2)
ELSEWHERE = Limit(scope="chat/c2", interval_s=1, burst=2)
ALL = Limit(scope="", interval_s=0.1, burst=100)


class Room:
    """A way out to a messenger, and what an observer sees of it: told is how far people see the lines."""

    def __init__(self, *limits: Limit) -> None:
        self.messenger = FakeMessenger(limits_there=limits or None)
        self.clock = SetClock()
        self.pace = MemoryPace(self.clock)
        self.naps: list[float] = []
        self.told: list[tuple[int, int]] = []
        self.outbound = Delivering(messenger=self.messenger, pace=self.pace, pause=self._nap)

    def deliver(self, *lines: Line) -> Sequence[str]:
        """Send the lines; gives everything that was shown so far."""
        self.outbound.deliver(HERE, lines, seen=lambda lines, messages: self.told.append((lines, messages)))
        return self.messenger.shown()

    def failing(self, *lines: Line) -> ParleyError:
        """How sending the lines fails."""
        with pytest.raises(ParleyError) as failure:
            self.deliver(*lines)
        return failure.value

    def methods(self) -> Sequence[str]:
        """The methods of the calls that it took."""
        return [call.method for call in self.messenger.took]

    def fail_at(self, text: str, failure: ParleyError) -> None:
        """Fail the first call that says this."""

        def before(call: Call) -> None:
            if call.parameters.get("text") == text:
                self.messenger.before = lambda _call: None
                raise failure

        self.messenger.before = before

    def _nap(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.clock.pass_s(seconds)


def test_the_bot_s_lines_go_out_in_order_and_the_person_s_own_do_not() -> None:
    room = Room()

    assert room.deliver(ASKED, ONE, TWO) == ["line 2", "line 3"]
    assert {address for address, _ in room.messenger.calls} == {HERE}


def test_what_is_seen_is_told_before_the_rest_is_sent() -> None:
    room = Room()
    seen: list[tuple[int, Sequence[str]]] = []

    room.outbound.deliver(
        HERE,
        (ASKED, ONE, TWO, THREE),
        seen=lambda lines, _messages: seen.append((lines, room.messenger.shown())),
    )

    assert seen == [(2, ["line 2"]), (3, ["line 2", "line 3"])]


def test_of_a_line_of_several_messages_each_is_told() -> None:
    room = Room()

    room.deliver(ASKED, LONG, a_reply(3, "line 3"))

    assert room.told == [(1, 1), (1, 2), (2, 0)]


def test_nothing_is_told_where_one_message_says_it_all() -> None:
    room = Room()

    room.deliver(ASKED, ONE)

    assert room.told == []


def test_a_line_that_was_begun_goes_on_with_its_next_message() -> None:
    room = Room()

    assert room.deliver(replace(LONG, begun=2), THREE) == ["part 3", "line 4"]
    assert room.told == [(1, 0)]


@pytest.mark.parametrize("failure", [Retryable("not reached"), Shut("too late"), Unreachable("blocked")])
def test_a_failure_is_handed_on_with_what_was_seen_before_told(failure: ParleyError) -> None:
    room = Room()
    room.fail_at("part 3", failure)

    assert room.failing(ASKED, LONG, THREE) is failure
    assert room.messenger.shown() == ["part 1", "part 2"]
    assert room.told[-1] == (1, 2)


def test_a_call_has_a_key_that_no_other_has_and_that_a_repeat_has_again() -> None:
    room = Room()
    room.messenger.refuses = {RICH}
    again = Room()

    room.deliver(LONG, THREE)
    again.deliver(replace(LONG, begun=2))

    keys = [call.key for _, call in room.messenger.calls]
    assert len(set(keys)) == len(keys) == 8
    assert [call.key for call in again.messenger.took] == [keys[4]]


def test_a_form_that_is_refused_is_followed_by_the_next() -> None:
    room = Room()
    room.messenger.refuses = {RICH}

    assert room.deliver(ONE, TWO) == ["line 2", "line 3"]
    assert room.methods() == [PLAIN, PLAIN]


def test_what_is_refused_in_every_form_holds_up_nothing_and_is_told_as_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    room = Room()
    room.messenger.refuses = {RICH, PLAIN}

    def before(call: Call) -> None:
        if call.parameters["text"] == "line 3":
            room.messenger.refuses.clear()

    room.messenger.before = before

    assert room.deliver(ONE, TWO) == ["line 3"]
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == ["message refused"]


def test_an_unknown_outcome_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    room = Room()
    room.messenger.faults.lose("call", Ambiguous("no answer"))

    assert isinstance(room.failing(ONE), Ambiguous)
    assert [each.message for each in caplog.records] == ["ambiguous_send"]


def test_what_shows_nothing_that_stays_may_fail() -> None:
    room = Room()
    room.messenger.faults.fail("call", Ambiguous("no answer"))

    assert room.deliver(a_line(2, parts=(Typing(), Text(text="line 2")))) == ["line 2"]


def test_typing_and_the_last_word_are_no_message_to_wait_for() -> None:
    room = Room(A_SECOND, ALL)
    room.pace.rest(HERE.installation, ALL, for_s=60)
    turn = a_turn(address=HERE)

    room.outbound.typing(turn)
    room.outbound.unanswered(turn)

    assert room.methods() == [TYPING, PLAIN]


@pytest.mark.parametrize(
    "failure", [Busy("slower", again_s=3), Unreachable("blocked"), Ambiguous("no answer")]
)
def test_a_hint_that_fails_is_nobody_s_concern(failure: ParleyError) -> None:
    room = Room()
    turn = a_turn(address=HERE)

    for say in (room.outbound.typing, room.outbound.unanswered):
        room.messenger.faults.fail("call", failure)
        say(turn)

    assert room.messenger.took == []


def test_a_hint_that_failed_is_told_the_log_with_its_turn_and_what_was_called(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    room = Room()
    turn = a_turn(address=HERE, event="e7")
    for _ in range(3):
        room.messenger.faults.fail("call", Ambiguous("no answer"))

    room.outbound.typing(turn)
    room.outbound.unanswered(turn)
    room.deliver(a_line(2, parts=(Typing(),), event="e7"))

    told = [vars(record) for record in caplog.records if record.message == "not shown"]
    assert [(each["event"], each["method"], each["reason"]) for each in told] == [
        ("e7", TYPING, "no answer"),
        ("e7", PLAIN, "no answer"),
        ("e7", TYPING, "no answer"),
    ]


def test_what_could_not_be_kept_is_told_in_the_person_s_language() -> None:
    room = Room()

    room.outbound.unanswered(a_turn(address=HERE, locale="es-ES"))
    room.outbound.unanswered(a_turn(address=HERE, locale="fi-FI"))

    spanish, english = room.messenger.shown()
    assert spanish.startswith("Lo siento")
    assert english.startswith("Sorry")


def test_a_short_wait_is_waited_for() -> None:
    room = Room(A_SECOND)

    assert room.deliver(ONE, TWO, THREE) == ["line 2", "line 3", "line 4"]
    assert room.naps == [PATIENCE_S]


def test_nobody_sleeps_for_longer_than_a_second_all_in_all(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    room = Room(A_SECOND)

    failure = room.failing(ONE, TWO, THREE, a_reply(5, "line 5"))

    assert isinstance(failure, Busy)
    assert failure.again_s == 1
    assert sum(room.naps) <= PATIENCE_S
    assert room.messenger.shown() == ["line 2", "line 3", "line 4"]
    assert room.told[-1] == (3, 0)
    assert [each.message for each in caplog.records] == ["paced"]


def test_the_messages_of_a_line_are_counted_at_once_but_for_what_goes_in_no_burst() -> None:
    room = Room(Limit(scope="chat/c1", interval_s=1, burst=3))

    room.deliver(LONG)

    with pytest.raises(Busy) as busy:
        room.pace.take(HERE.installation, room.messenger.limits(HERE), messages=1)
    assert busy.value.again_s == 1


def test_a_line_of_more_messages_than_a_burst_goes_out_as_far_as_it_may() -> None:
    room = Room(A_SECOND)

    room.deliver(LONG)

    assert room.messenger.shown() == ["part 1", "part 2", "part 3"]
    assert room.naps == [1]


def test_a_sign_of_typing_counts_as_no_message() -> None:
    room = Room(Limit(scope="chat/c1", interval_s=1, burst=2))
    typing = a_line(2, parts=(Text(text="line 2"), Typing(), Typing(), Text(text="line 3"), Typing()))

    room.deliver(typing)

    assert room.naps == []
    assert room.methods() == [RICH, TYPING, TYPING, RICH, TYPING]
    assert {address for address, _ in room.messenger.calls} == {HERE}


def test_where_nobody_can_count_it_is_sent_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    room = Room()
    room.pace.faults.fail("take", Retryable("table down"))

    assert room.deliver(ONE) == ["line 2"]
    assert [each.message for each in caplog.records] == ["pace unknown"]


def test_who_asks_for_patience_in_a_chat_is_left_alone_there() -> None:
    room = Room(A_SECOND, ALL)
    room.messenger.faults.fail("call", Busy("slower", again_s=30))

    room.failing(ONE)

    room.messenger.faults.fail("call", AssertionError("called too early"))
    assert isinstance(room.failing(ONE), Busy)
    assert _wait_s(room, A_SECOND) > 25
    assert _wait_s(room, ELSEWHERE, ALL) == 0


def test_who_asks_for_patience_of_everybody_is_left_alone_everywhere() -> None:
    room = Room(A_SECOND, ALL)
    room.messenger.faults.fail("call", Busy("slower", again_s=30, whole=True))

    room.failing(ONE)

    assert _wait_s(room, ELSEWHERE, ALL) > 25
    assert _wait_s(room, A_SECOND) == 0


@pytest.mark.parametrize("whole", [True, False])
def test_an_operator_reads_who_asked_for_patience_for_how_long_and_whether_of_everybody(
    caplog: pytest.LogCaptureFixture, *, whole: bool
) -> None:
    room = Room()
    room.messenger.faults.fail("call", Busy("slower", again_s=30, whole=whole))

    room.failing(ONE)

    (told,) = (vars(record) for record in caplog.records if record.message == "asked to slow down")
    assert (told["installation"], told["again_s"], told["whole"]) == (HERE.installation, 30, whole)


def test_where_no_such_limit_is_told_every_one_rests() -> None:
    room = Room(A_SECOND)
    room.messenger.faults.fail("call", Busy("slower", again_s=30, whole=True))

    room.failing(ONE)

    assert _wait_s(room, A_SECOND) > 25


def test_nobody_rests_for_longer_than_a_day() -> None:
    room = Room(ALL)
    room.messenger.faults.fail("call", Busy("slower", again_s=10**9, whole=True))

    room.failing(ONE)

    assert _wait_s(room, ALL) <= LONGEST_REST_S + ALL.burst


def test_a_person_is_whom_the_messenger_says() -> None:
    room = Room()

    assert room.outbound.owner(HERE) == room.messenger.owner(HERE) == room.outbound.owner(THERE)


def _wait_s(room: Room, *limits: Limit) -> float:
    """How long one has to wait there now."""
    try:
        room.pace.take(HERE.installation, limits, messages=1)
    except Busy as busy:
        return busy.again_s
    return 0.0
