"""What the hotel takes for an answer, and what it asks again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.hotel import Room
from lambdas.domain.intent import Action, Outcome, Slot
from tests.builders import NOW
from tests.calls import a_call
from tests.unit.intents.hotels import Hotel, offered, said

TODAY = NOW.date()


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
    unread = replace(call, slots={**call.slots, "City": Slot(original="the moon")})

    outcome = Hotel().hears(unread)

    assert outcome.slot == "City"
