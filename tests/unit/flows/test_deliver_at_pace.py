"""Lines go out no faster than a messenger allows, and rest as long as it asks."""

import pytest

from lambdas.domain.conversation import NOT_BEGUN
from lambdas.domain.errors import Busy, Retryable
from lambdas.domain.outgoing import Limit
from lambdas.domain.reply import Text, Typing
from lambdas.flows.deliver import LONGEST_REST_S, PATIENCE_S
from tests.builders import a_line, a_reply
from tests.fakes.messenger import RICH, TYPING
from tests.unit.flows.delivery_room import A_SECOND, ALL, HERE, LONG, ONE, THREE, TWO, Room

ELSEWHERE = Limit(scope="chat/c2", interval_s=1, burst=2)


def _wait_s(room: Room, *limits: Limit) -> float:
    """How long one has to wait there now."""
    try:
        room.pace.take(HERE.installation, limits, messages=1)
    except Busy as busy:
        return busy.again_s
    return 0.0


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
    assert room.told[-1] == (3, NOT_BEGUN)
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
