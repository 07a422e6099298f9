"""Doing what a hook asks, once, for whom the envelope names."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import BotId
from lambdas.domain.intent import Action, Call, Errand, Outcome, Source
from lambdas.domain.ports import Seal
from lambdas.domain.reply import Text
from lambdas.flows.fulfil import fulfil
from lambdas.flows.sign_in_first import Door
from lambdas.kit.seal import HmacSeal
from tests.builders import ANN, BOB, NOW
from tests.calls import a_call, a_stay, travel_texts
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock
from tests.fakes.results import MemoryResults

CLAIMS = {
    "owner": ANN,
    "turn": "t1",
    "bot": "travel",
    "installation": "web",
    "locale": "en-US",
    "scope": "intent:*",
}


class Desk:
    """The flow under test: an intent that books on any call, and says how often it was run."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.results = MemoryResults(clock=self.clock)
        self.bookings = MemoryBookings(clock=self.clock)
        self.seal = a_seal(self.clock)
        self.runs = 0
        self.bots: list[str] = []

    def book(self, call: Call, errand: Errand) -> Outcome:
        self.runs += 1
        self.bots.append(call.bot)
        number = self.bookings.book(a_stay(), owner=errand.owner, key=errand.key).number
        words = f"{number}, run {self.runs}"
        return Outcome(action=Action.CLOSE_FULFILLED, parts=(Text(text=words),), attributes=call.attributes)

    def envelope(self, *, purpose: str = "envelope", seal: Seal | None = None, **changes: str) -> str:
        expires = self.clock.now() + timedelta(seconds=60)
        return (seal or self.seal).seal(purpose, CLAIMS | changes, expires=expires)

    def answers(self, envelope: str, call: Call | None = None) -> Outcome:
        return fulfil(
            call or a_call(source=Source.FULFILMENT),
            envelope=envelope,
            seal=self.seal,
            results=self.results,
            intents={"BookHotel": self.book},
            door=Door(texts=travel_texts()),
        )


def a_seal(clock: SetClock, key: bytes = b"k" * 64) -> HmacSeal:
    return HmacSeal(keys=lambda: (key,), now=clock.now, refusal=Refused)


def test_a_call_is_done_for_whom_the_envelope_names() -> None:
    desk = Desk()

    desk.answers(desk.envelope(owner=BOB))

    (booking,) = desk.bookings.booked.values()
    assert booking.owner == BOB


def test_the_bot_is_the_one_that_the_envelope_names_whatever_the_engine_calls_it() -> None:
    desk = Desk()
    call = replace(a_call(source=Source.FULFILMENT), bot=BotId("parley-production-travel"))

    desk.answers(desk.envelope(bot="travel"), call)

    assert desk.bots == ["travel"]


def forged(desk: Desk) -> str:
    return desk.envelope(seal=a_seal(desk.clock, key=b"x" * 64))


def expired(desk: Desk) -> str:
    envelope = desk.envelope()
    desk.clock.pass_s(60)
    return envelope


def tampered(desk: Desk) -> str:
    claims, _, signature = desk.envelope().partition(".")
    return f"{claims[:-4]}AAAA.{signature}"


def without_owner(desk: Desk) -> str:
    return without("owner", desk)


def without_bot(desk: Desk) -> str:
    return without("bot", desk)


def without(claim: str, desk: Desk) -> str:
    claims = {name: value for name, value in CLAIMS.items() if name != claim}
    return desk.seal.seal("envelope", claims, expires=NOW + timedelta(seconds=60))


@pytest.mark.attack("forged envelope")
@pytest.mark.parametrize(
    "made",
    [
        forged,
        expired,
        tampered,
        without_owner,
        without_bot,
        lambda desk: desk.envelope(purpose="ticket"),
        lambda desk: desk.envelope(scope="intent:Cancel"),
        lambda desk: desk.envelope(scope=""),
        lambda _desk: "",
        lambda _desk: "x",
    ],
    ids=[
        "forged",
        "expired",
        "tampered",
        "no owner",
        "no bot",
        "other purpose",
        "other scope",
        "no scope",
        "missing",
        "garbage",
    ],
)
def test_nothing_is_done_without_a_good_envelope(made: Callable[[Desk], str]) -> None:
    desk = Desk()

    with pytest.raises(Refused):
        desk.answers(made(desk))

    assert (desk.runs, desk.bookings.booked, desk.results.kept) == (0, {}, {})


def test_an_intent_that_nobody_wrote_is_refused() -> None:
    desk = Desk()

    with pytest.raises(Refused):
        desk.answers(desk.envelope(), a_call(intent="FlyToTheMoon"))


def test_a_repeat_in_the_same_turn_gets_what_came_of_the_first() -> None:
    desk = Desk()

    first = desk.answers(desk.envelope())
    repeat = desk.answers(desk.envelope())

    assert repeat == first
    assert (desk.runs, len(desk.bookings.booked)) == (1, 1)


@pytest.mark.parametrize("seconds", [59, 61])
def test_a_repeat_long_after_still_books_nothing_new(seconds: int) -> None:
    desk = Desk()

    desk.answers(desk.envelope())
    desk.clock.pass_s(seconds)
    desk.answers(desk.envelope())

    assert len(desk.bookings.booked) == 1


def test_another_turn_is_another_errand() -> None:
    desk = Desk()

    desk.answers(desk.envelope(turn="t1"))
    desk.answers(desk.envelope(turn="t2"))

    assert len(desk.bookings.booked) == 2


def test_each_step_of_a_turn_is_done_for_itself() -> None:
    desk = Desk()

    for call in (a_call(next_slot="City"), a_call(), a_call(source=Source.FULFILMENT)):
        desk.answers(desk.envelope(), call)

    assert desk.runs == 3


def test_of_two_at_once_both_get_what_was_kept_first() -> None:
    desk = Desk()
    said: list[Outcome] = []

    def book_while_another_does(call: Call, errand: Errand) -> Outcome:
        said.append(desk.answers(desk.envelope()))
        return desk.book(call, errand)

    slower = fulfil(
        a_call(source=Source.FULFILMENT),
        envelope=desk.envelope(),
        seal=desk.seal,
        results=desk.results,
        intents={"BookHotel": book_while_another_does},
        door=Door(texts=travel_texts()),
    )

    assert [slower] == said
    assert (desk.runs, len(desk.bookings.booked)) == (2, 1)


def test_a_result_that_could_not_be_kept_is_found_again_by_the_retry() -> None:
    desk = Desk()
    desk.results.faults.lose("keep", Retryable("no answer"))

    with pytest.raises(Retryable):
        desk.answers(desk.envelope())
    desk.answers(desk.envelope())

    assert (desk.runs, len(desk.bookings.booked)) == (1, 1)


def test_a_crash_between_booking_and_keeping_books_once() -> None:
    desk = Desk()
    desk.results.faults.fail("keep", Retryable("crashed"))

    with pytest.raises(Retryable):
        desk.answers(desk.envelope())
    desk.answers(desk.envelope())

    assert (desk.runs, len(desk.bookings.booked)) == (2, 1)


def test_one_line_is_logged_a_call_and_none_of_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()

    with caplog.at_level(logging.INFO):
        desk.answers(desk.envelope())

    (record,) = caplog.records
    told = {name: getattr(record, name) for name in ("turn", "intent", "step", "action", "repeat")}
    assert told == {
        "turn": "t1",
        "intent": "BookHotel",
        "step": "fulfilment",
        "action": "close_fulfilled",
        "repeat": False,
    }
    assert "London" not in str(vars(record))
