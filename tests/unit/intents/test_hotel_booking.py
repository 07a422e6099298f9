"""Summing up, and booking on a yes to exactly that."""

from datetime import UTC, datetime

import pytest

from lambdas.domain.errors import Retryable
from lambdas.domain.hotel import Lack, Unbookable
from lambdas.domain.intent import Action, Call, Confirmation, Outcome, Source
from tests.builders import ANN
from tests.calls import a_call, a_stay
from tests.unit.intents.hotels import Hotel, offered, said, summarised


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


@pytest.mark.parametrize(
    ("lack", "slot", "words"),
    [
        (Lack.ROOM, "CheckIn", "no double room free in London for 7 nights from December 1, 2026. On which"),
        (Lack.HOTEL, "City", "Sorry, we have no hotel in London. Which other city"),
    ],
)
def test_a_stay_that_cannot_be_booked_is_told_and_what_could_change_it_asked(
    lack: Lack, slot: str, words: str
) -> None:
    hotel = Hotel()
    hotel.bookings.faults.fail("book", Unbookable(lack))

    outcome = hotel.hears(a_yes())

    assert (outcome.action, outcome.slot) == (Action.ELICIT_SLOT, slot)
    assert words in said(outcome)
    assert hotel.booked() == []


def test_another_stay_after_one_that_cannot_be_booked_is_summed_up_before_it_is_booked() -> None:
    hotel = Hotel()
    hotel.bookings.faults.fail("book", Unbookable(Lack.ROOM))
    refused = hotel.hears(a_yes())
    another = a_call(
        slots={"CheckIn": "2026-12-08"},
        source=Source.FULFILMENT,
        confirmation=Confirmation.CONFIRMED,
        attributes=refused.attributes,
    )

    outcome = hotel.hears(another)

    assert outcome.action is Action.CONFIRM
    assert hotel.booked() == []


def test_a_booking_service_that_fails_is_not_hidden() -> None:
    hotel = Hotel()
    hotel.bookings.faults.fail("book", Retryable("down"))

    with pytest.raises(Retryable):
        hotel.hears(a_yes())
