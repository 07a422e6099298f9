"""Lines that cannot go out now: what is tried later, when, and in which order a person sees them."""

from math import inf, nan

import pytest

from lambdas.domain.conversation import Progress
from lambdas.domain.errors import Retryable
from lambdas.domain.keys import turn_key
from lambdas.domain.turn import Kind, Notice, Noticed
from lambdas.flows.put_off import LONGEST_DELAY_S, delay_s
from tests.builders import a_turn
from tests.unit.flows.desks import Office

DAY_S = 86_400


def refusing(office: Office, times: int = 1, *, again_s: float | None = None, sent: int = 0) -> None:
    """Let the channel refuse so many times."""
    for _ in range(times):
        office.outbound.faults.fail("deliver", Retryable("patience", again_s=again_s))
        office.outbound.first.append(sent)


def test_a_failed_send_settles_the_turn_and_spends_no_receive() -> None:
    office = Office()
    refusing(office)

    settled = office.settle()

    assert settled
    assert office.redelivery.handed_back == []
    assert office.conversations.progress_of(a_turn()) is Progress.UNSENT


def test_its_lines_are_tried_by_an_internal_turn_of_the_same_place_and_language() -> None:
    office = Office()
    turn = a_turn(locale="es-ES", connection="k1")
    office.clock.pass_s(5)
    refusing(office)

    office.settle(turn)

    ((queued, after_s),) = office.later.put_turns
    assert after_s == 2
    assert queued.content == Noticed(notice=Notice.SEND, details={"attempt": "1"})
    assert (queued.kind, queued.event) == (Kind.INTERNAL, f"send:{turn_key(turn)}:1")
    assert (queued.address, queued.locale, queued.connection) == (turn.address, "es-ES", None)
    assert queued.at == office.clock.now()


def test_what_waited_is_sent_when_its_time_has_come_without_thinking_again() -> None:
    office = Office()
    refusing(office)
    office.settle()

    office.clock.pass_s(2)
    office.settle_due()

    assert office.texts() == ["hi", "echo: hi"]
    assert len(office.engine.asked) == 1
    assert office.outbound.typed == [a_turn()]


def test_a_channel_that_asks_for_patience_gets_it() -> None:
    office = Office()
    refusing(office, again_s=30)
    office.settle()

    office.clock.pass_s(29)
    early = office.settle_due()
    office.clock.pass_s(1)
    office.settle_due()

    assert early == []
    assert office.texts() == ["hi", "echo: hi"]


def test_what_went_out_before_the_failure_is_not_sent_again() -> None:
    office = Office()
    refusing(office, sent=1)
    office.settle()

    office.clock.pass_s(2)
    office.settle_due()

    assert office.texts() == ["hi", "echo: hi"]


def test_a_failure_among_an_earlier_turn_s_lines_leaves_none_of_them_behind() -> None:
    office = Office()
    refusing(office, again_s=600)
    office.settle(a_turn("one", event="e1"))
    refusing(office, sent=1, again_s=600)
    office.settle(a_turn("two", event="e2"))

    office.settle(a_turn("three", event="e3"))

    assert office.texts() == ["one", "echo: one", "two", "echo: two", "three", "echo: three"]


def test_a_try_that_fails_is_followed_by_the_next() -> None:
    office = Office()
    refusing(office, times=4)
    office.settle()

    for wait_s in (2, 8, 30):
        office.clock.pass_s(wait_s)
        office.settle_due()

    assert [after_s for _, after_s in office.later.put_turns] == [2, 8, 30, 120]
    key = turn_key(a_turn())
    assert [turn.event for turn, _ in office.later.put_turns] == [f"send:{key}:{n}" for n in (1, 2, 3, 4)]
    assert len({turn.at for turn, _ in office.later.put_turns}) == 1


def test_tries_end_once_everything_is_sent() -> None:
    office = Office()
    refusing(office)
    office.settle()

    office.clock.pass_s(2)
    (tried,) = office.settle_due()
    office.clock.pass_s(DAY_S)

    assert office.settle_due() == []
    assert office.conversations.progress_of(tried) is Progress.SENT


def test_a_try_that_finds_nothing_to_send_ends() -> None:
    office = Office()
    refusing(office)
    office.settle(a_turn("one", event="e1"))
    office.settle(a_turn("two", event="e2"))

    office.clock.pass_s(2)
    (tried,) = office.settle_due()

    assert office.texts() == ["one", "echo: one", "two", "echo: two"]
    assert office.conversations.progress_of(tried) is Progress.SENT
    assert len(office.later.put_turns) == 1


def test_where_nothing_waits_nothing_is_looked_for() -> None:
    office = Office()
    office.conversations.faults.fail("unsent", Retryable("table down"))

    assert office.settle()
    assert office.texts() == ["hi", "echo: hi"]


def test_the_next_turn_sends_the_waiting_lines_first() -> None:
    office = Office()
    refusing(office, again_s=600)
    office.settle(a_turn("one", event="e1"))

    office.settle(a_turn("two", event="e2"))

    assert office.texts() == ["one", "echo: one", "two", "echo: two"]


def test_after_a_day_of_tries_the_lines_wait_for_the_next_turn(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    refusing(office, times=200)
    office.settle(a_turn("one", event="e1"))
    while office.later.put_turns and not caplog.messages.count("lines given up"):
        office.clock.pass_s(office.later.put_turns[-1][1])
        office.settle_due()
    began = office.later.put_turns[0][0].at

    assert 0.98 * DAY_S < (office.clock.now() - began).total_seconds() <= DAY_S
    assert office.settle_due() == []
    office.outbound.faults.clear()
    office.settle(a_turn("two", event="e2"))
    assert office.texts() == ["one", "echo: one", "two", "echo: two"]


def test_tries_go_on_for_as_long_as_something_goes_out() -> None:
    office = Office()
    refusing(office, times=2)
    refusing(office, sent=1)
    refusing(office)
    office.settle(a_turn("one", event="e1"))
    office.settle(a_turn("two", event="e2"))
    (first, _), (late, _) = office.later.put_turns
    office.clock.pass_s(DAY_S)

    office.settle(late, worker="w2")
    ((moved, _),) = office.later.put_turns[2:]
    office.settle(moved, worker="w3")
    office.settle(first, worker="w4")

    assert moved.at == office.clock.now()
    assert office.texts() == ["one", "echo: one", "two", "echo: two"]


def test_what_goes_out_and_cannot_be_noted_is_tried_for_no_longer_than_a_day() -> None:
    office = Office()
    refusing(office)
    refusing(office, sent=1)
    office.settle()
    office.clock.pass_s(DAY_S)
    for _ in range(2):
        office.conversations.faults.fail("mark", Retryable("throttled"))

    office.settle_due()

    assert len(office.later.put_turns) == 1


@pytest.mark.parametrize(("late_s", "queued"), [(0, 1), (1, 0)])
def test_the_last_try_is_at_the_end_of_the_day_and_none_after_it(late_s: int, queued: int) -> None:
    office = Office()
    refusing(office, times=2)
    office.settle()
    (first, _) = office.later.put_turns.pop()
    # The second try waits eight seconds.
    office.clock.pass_s(DAY_S - 8 + late_s)

    office.settle(first, worker="w2")

    assert len(office.later.put_turns) == queued


def test_what_is_left_unsent_is_told_the_log_with_its_turn_and_its_next_try(
    caplog: pytest.LogCaptureFixture,
) -> None:
    office = Office()
    refusing(office, again_s=7)

    office.settle()

    (told,) = (vars(record) for record in caplog.records if record.message == "lines left unsent")
    assert (told["event"], told["attempt"], told["reason"], told["after_s"]) == ("e1", 1, "patience", 7)


def test_giving_up_is_an_error_that_pages(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    refusing(office, times=2)
    office.settle()
    office.clock.pass_s(DAY_S)

    office.settle_due()

    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["lines given up"]


def test_where_nothing_can_be_put_off_the_turn_is_handed_back_for_as_long_as_the_channel_asked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    office = Office()
    refusing(office, again_s=7)
    office.later.faults.fail("put", Retryable("queue down"))

    settled = office.settle()

    assert not settled
    assert office.redelivery.handed_back == [("h1", 7)]
    (told,) = (record for record in caplog.records if record.message == "turn handed back")
    assert str(told.exc_info and told.exc_info[1]) == "lines unsent; queue down"


def test_a_turn_handed_back_for_that_is_sent_at_its_next_showing() -> None:
    office = Office()
    refusing(office)
    office.later.faults.fail("put", Retryable("queue down"))
    office.settle(received=1)

    settled = office.settle(received=2, worker="w2")

    assert settled
    assert office.texts() == ["hi", "echo: hi"]
    assert len(office.engine.asked) == 1


def test_at_the_last_showing_too_so_that_the_turn_is_found_among_the_dead_letters() -> None:
    office = Office()
    refusing(office, times=2)
    office.later.faults.fail("put", Retryable("queue down"))
    office.settle(a_turn("one", event="e1"), received=2)
    office.later.faults.fail("put", Retryable("queue down"))

    settled = office.settle(a_turn("one", event="e1"), received=3, worker="w2")
    office.settle(a_turn("two", event="e2"))

    assert not settled
    assert office.texts() == ["one", "echo: one", "two", "echo: two"]


def test_a_try_that_could_not_be_followed_tries_again_itself() -> None:
    office = Office()
    refusing(office, times=2)
    office.settle()
    office.later.faults.fail("put", Retryable("queue down"))
    office.clock.pass_s(2)
    (tried,) = office.settle_due()

    office.settle(tried, received=2, worker="w2")

    assert office.redelivery.handed_back == [("h1", 1)]
    assert office.texts() == ["hi", "echo: hi"]


def test_a_try_shown_again_after_it_sent_everything_leaves_what_waits_since_to_the_next() -> None:
    office = Office()
    refusing(office)
    office.settle()
    office.clock.pass_s(2)
    (tried,) = office.settle_due()

    refusing(office, again_s=600)
    office.settle(a_turn("two", event="e2"))

    office.settle(tried, received=2, worker="w2")

    assert office.texts() == ["hi", "echo: hi"]


def test_a_repeat_of_an_answered_turn_sends_what_waits_before_it_too() -> None:
    office = Office()
    refusing(office, again_s=600)
    office.settle(a_turn("one", event="e1"))
    office.outbound.faults.fail("deliver", ZeroDivisionError())
    office.settle(a_turn("two", event="e2"))

    office.settle(a_turn("two", event="e2"), received=2, worker="w2")

    assert office.texts() == ["one", "echo: one", "two", "echo: two"]


def test_a_repeat_of_an_unsent_turn_leaves_none_of_the_later_lines_behind() -> None:
    office = Office()
    refusing(office, times=2, again_s=600)
    office.settle(a_turn("one", event="e1"))
    office.settle(a_turn("two", event="e2"))

    office.settle(a_turn("one", event="e1"), received=2, worker="w2")
    office.settle(a_turn("three", event="e3"))

    assert office.texts() == ["one", "echo: one", "two", "echo: two", "three", "echo: three"]


def test_a_try_without_a_number_is_followed_by_a_first_one() -> None:
    office = Office()
    refusing(office, times=2)
    office.settle()
    asked = a_turn(event="by-hand", kind=Kind.INTERNAL, content=Noticed(notice=Notice.SEND))

    office.settle(asked)

    assert office.later.put_turns[-1][0].event == f"send:{turn_key(asked)}:1"


@pytest.mark.parametrize(
    ("attempt", "again_s", "dice", "wanted"),
    [
        (1, None, 0.0, 2),
        (1, None, 1.0, 3),
        (3, None, 1.0, 38),
        (5, None, 0.0, 480),
        (6, None, 1.0, LONGEST_DELAY_S),
        (99, None, 0.0, LONGEST_DELAY_S),
        (4, 5, 0.0, 5),
        (1, 1, 0.0, 1),
        (1, 0.5, 0.0, 1),
        (1, 4.5, 0.7, 6),
        (3, 5, 0.5, 7),
        (99, 5, 1.0, 13),
        (1, 3600, 0.0, LONGEST_DELAY_S),
        (3, 0, 0.0, 30),
        (1, -3, 0.0, 2),
        (1, inf, 0.0, LONGEST_DELAY_S),
        (1, nan, 0.0, 2),
    ],
)
def test_the_wait_is_the_channel_s_or_grows(
    attempt: int, again_s: float | None, dice: float, wanted: int
) -> None:
    assert delay_s(attempt, Retryable("x", again_s=again_s), dice) == wanted
