"""The dialog that books a hotel room."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.errors import Retryable
from lambdas.domain.hotel import Room, Stay
from lambdas.domain.intent import Action, Call, Confirmation, Outcome, Slot, Source
from lambdas.domain.reply import Choices, Text
from lambdas.intents.hotel import BookHotel
from tests.builders import ANN, NOW
from tests.calls import a_call, a_stay, an_errand, travel_texts
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock

TEXTS = travel_texts()
TODAY = NOW.date()


class Hotel:
    """The intent under test with its bookings."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.bookings = MemoryBookings(clock=self.clock)
        self.book = BookHotel(bookings=self.bookings, clock=self.clock, texts=TEXTS)

    def hears(self, call: Call) -> Outcome:
        return self.book(call, an_errand(step=call.step))

    def booked(self) -> list[Stay]:
        return [booking.stay for booking in self.bookings.booked.values()]


def said(outcome: Outcome) -> str:
    return "\n".join(part.text for part in outcome.parts if isinstance(part, Text))


def offered(outcome: Outcome) -> list[str]:
    return [choice.value for part in outcome.parts if isinstance(part, Choices) for choice in part.choices]


def summarised() -> dict[str, str]:
    """What the session remembers after the summary of the default call."""
    return dict(Hotel().hears(a_call()).attributes)


@pytest.mark.parametrize("slot", ["City", "CheckIn", "Nights", "RoomType"])
def test_what_is_still_missing_the_engine_asks_for(slot: str) -> None:
    outcome = Hotel().hears(a_call(slots={slot: None}, attributes={"kept": "yes"}))

    assert outcome == Outcome(action=Action.DELEGATE, attributes={"kept": "yes"})


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        ("City", "", "did not recognise that city"),
        ("City", "   ", "did not recognise that city"),
        ("CheckIn", "", "need one day"),
        ("CheckIn", "2026-12", "need one day"),
        ("CheckIn", "2026-02-30", "need one day"),
        ("CheckIn", "2026-11-21", "November 21, 2026 is in the past"),
        ("CheckIn", "2028-04-06", "up to 500 days ahead"),
        ("Nights", "", "by the night, up to 30"),
        ("Nights", "P1M", "by the night, up to 30"),
        ("Nights", "PT20H", "by the night, up to 30"),
        ("Nights", "P0D", "one night or more"),
        ("Nights", "P31D", "at most 30 nights"),
        ("Nights", "P5W", "at most 30 nights"),
        ("RoomType", "", "single rooms, double rooms and suites"),
        ("RoomType", "penthouse", "single rooms, double rooms and suites"),
    ],
)
def test_an_answer_that_cannot_be_booked_is_asked_again_with_the_reason(
    slot: str, value: str, words: str
) -> None:
    outcome = Hotel().hears(a_call(slots={slot: value}, attributes={"kept": "yes"}))

    assert (outcome.action, outcome.slot) == (Action.ELICIT_SLOT, slot)
    assert words in said(outcome)
    assert outcome.attributes == {"kept": "yes"}


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("CheckIn", "2026-11-22"),
        ("CheckIn", "2028-04-05"),
        ("Nights", "P1D"),
        ("Nights", "P30D"),
        ("Nights", "P4W2D"),
        ("RoomType", "suite"),
        ("City", "Århus"),
    ],
)
def test_the_limits_themselves_can_be_booked(slot: str, value: str) -> None:
    outcome = Hotel().hears(a_call(slots={slot: value}))

    assert outcome.action is Action.CONFIRM


@given(days=st.integers(-2000, 2000))
def test_a_day_can_be_booked_from_today_for_five_hundred_days(days: int) -> None:
    day = TODAY + timedelta(days=days)

    outcome = Hotel().hears(a_call(slots={"CheckIn": day.isoformat()}))

    assert (outcome.action is Action.CONFIRM) == (0 <= days <= 500)


@given(weeks=st.integers(0, 9), days=st.integers(0, 99))
def test_one_to_thirty_nights_can_be_booked(weeks: int, days: int) -> None:
    outcome = Hotel().hears(a_call(slots={"Nights": f"P{weeks}W{days}D"}))

    assert (outcome.action is Action.CONFIRM) == (1 <= 7 * weeks + days <= 30)


def test_today_is_the_day_in_utc() -> None:
    hotel = Hotel()
    hotel.clock.at = datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)

    before = hotel.hears(a_call())
    hotel.clock.pass_s(1)
    after = hotel.hears(a_call())

    assert (before.action, after.action) == (Action.CONFIRM, Action.ELICIT_SLOT)


def test_a_wrong_room_is_asked_again_with_the_rooms_to_choose_from() -> None:
    outcome = Hotel().hears(a_call(slots={"RoomType": "penthouse"}))

    assert offered(outcome) == list(Room)


def test_a_wrong_answer_is_told_before_a_missing_one_is_asked() -> None:
    outcome = Hotel().hears(a_call(slots={"City": None, "Nights": "P99D"}))

    assert (outcome.action, outcome.slot) == (Action.ELICIT_SLOT, "Nights")


def test_a_value_that_the_engine_could_not_read_is_asked_again() -> None:
    call = a_call()
    unread = Call(
        bot=call.bot,
        locale=call.locale,
        intent=call.intent,
        source=call.source,
        slots={**call.slots, "City": Slot(original="the moon")},
    )

    outcome = Hotel().hears(unread)

    assert outcome.slot == "City"


def test_everything_given_is_summed_up_with_a_yes_or_no() -> None:
    outcome = Hotel().hears(a_call())

    assert outcome.action is Action.CONFIRM
    assert said(outcome).splitlines() == [
        "Here is your booking:",
        "City: London",
        "Check-in: December 1, 2026",
        "Stay: 7 nights",
        "Room: double room",
        "Shall I book it, yes or no?",
    ]
    assert offered(outcome) == ["Yes", "No"]


def test_one_night_is_not_called_nights() -> None:
    outcome = Hotel().hears(a_call(slots={"Nights": "P1D"}))

    assert "Stay: 1 night\n" in said(outcome)


def test_a_correction_gets_a_fresh_summary() -> None:
    outcome = Hotel().hears(a_call(slots={"City": "Paris"}, attributes=summarised()))

    assert outcome.action is Action.CONFIRM
    assert "City: Paris" in said(outcome)


@pytest.mark.parametrize("confirmation", [Confirmation.CONFIRMED, Confirmation.DENIED])
@pytest.mark.parametrize("source", list(Source))
def test_an_answer_that_also_changes_something_gets_a_fresh_summary(
    confirmation: Confirmation, source: Source
) -> None:
    hotel = Hotel()

    outcome = hotel.hears(
        a_call(slots={"Nights": "P2W"}, confirmation=confirmation, source=source, attributes=summarised())
    )

    assert outcome.action is Action.CONFIRM
    assert "14 nights" in said(outcome)
    assert hotel.booked() == []


def test_a_no_books_nothing_and_says_so() -> None:
    hotel = Hotel()

    outcome = hotel.hears(a_call(confirmation=Confirmation.DENIED, attributes=summarised()))

    assert outcome.action is Action.CLOSE_FAILED
    assert said(outcome) == "All right, I have not booked anything."
    assert hotel.booked() == []
    assert outcome.attributes == {}


def test_a_yes_in_the_dialog_lets_the_engine_go_on_to_fulfilment() -> None:
    hotel = Hotel()
    attributes = summarised()

    outcome = hotel.hears(a_call(confirmation=Confirmation.CONFIRMED, attributes=attributes))

    assert outcome == Outcome(action=Action.DELEGATE, attributes=attributes)
    assert hotel.booked() == []


def a_yes(attributes: dict[str, str] | None = None) -> Call:
    return a_call(
        source=Source.FULFILMENT,
        confirmation=Confirmation.CONFIRMED,
        attributes=summarised() if attributes is None else attributes,
    )


def test_a_yes_books_what_was_summed_up_and_tells_the_number() -> None:
    hotel = Hotel()

    outcome = hotel.hears(a_yes(summarised() | {"kept": "yes"}))

    (booking,) = hotel.bookings.booked.values()
    assert (booking.owner, booking.stay) == (ANN, a_stay())
    assert outcome.action is Action.CLOSE_FULFILLED
    assert said(outcome) == (
        f"Your room is booked. Your booking number is {booking.number}: "
        "double room, London, 7 nights from December 1, 2026."
    )
    assert outcome.attributes == {"kept": "yes"}


@pytest.mark.parametrize("confirmation", list(Confirmation))
def test_nothing_is_booked_that_was_never_summed_up(confirmation: Confirmation) -> None:
    hotel = Hotel()

    outcome = hotel.hears(a_call(source=Source.FULFILMENT, confirmation=confirmation))

    assert outcome.action is Action.CONFIRM
    assert hotel.booked() == []


def test_a_day_that_has_passed_since_the_summary_is_not_booked() -> None:
    hotel = Hotel()
    hotel.clock.at = datetime(2026, 12, 2, tzinfo=UTC)

    outcome = hotel.hears(a_yes())

    assert (outcome.action, outcome.slot) == (Action.ELICIT_SLOT, "CheckIn")
    assert hotel.booked() == []


def test_a_booking_service_that_fails_is_not_hidden() -> None:
    hotel = Hotel()
    hotel.bookings.faults.fail("book", Retryable("down"))

    with pytest.raises(Retryable):
        hotel.hears(a_yes())
