"""Whole conversations that book at a service over HTTP, and what its failures come to for the person."""

from collections.abc import Iterator

import pytest

from dev.bookings.service import Mishap
from lambdas.domain.errors import Retryable
from tests.booking_service import Booked, a_booking_service
from tests.builders import NOW
from tests.integration.hotel_chats import EVERYTHING, Chat

LONDON = {"city": "London", "check_in": "2026-12-01", "nights": 7, "room": "double"}


@pytest.fixture
def booked() -> Iterator[Booked]:
    with a_booking_service(now=lambda: NOW) as running:
        yield running


def stays(booked: Booked) -> list[dict[str, object]]:
    return [{name: booking[name] for name in LONDON} for booking in booked.service.booked.values()]


def test_a_room_is_booked_at_the_service_answer_by_answer(booked: Booked) -> None:
    chat = Chat(bookings=booked.bookings)

    for text in ("Book hotel room for a week starting from December 1.", "London", "double"):
        chat.says(text)
    before = stays(booked)
    confirmation = chat.says("yes")

    assert before == []
    assert stays(booked) == [LONDON]
    assert "Your booking number is PB-00000001: double room, London, 7 nights" in confirmation


def test_a_turn_shown_again_after_a_lost_answer_books_once_and_tells_the_number(booked: Booked) -> None:
    chat = Chat(bookings=booked.bookings)
    chat.says(EVERYTHING)
    booked.service.meet([Mishap.LOST, Mishap.LOST])
    with pytest.raises(Retryable):
        chat.says("yes")

    confirmation = chat.repeats("yes")

    assert "Your booking number is PB-00000001" in confirmation
    assert stays(booked) == [LONDON]


def test_a_second_yes_to_the_same_stay_later_is_another_booking(booked: Booked) -> None:
    chat = Chat(bookings=booked.bookings)

    for text in (EVERYTHING, "yes", EVERYTHING, "yes"):
        chat.says(text)

    assert stays(booked) == [LONDON, LONDON]


def test_when_no_room_is_free_the_person_may_name_another_day(booked: Booked) -> None:
    chat = Chat(bookings=booked.bookings)
    chat.says(EVERYTHING)
    booked.service.meet([Mishap.NO_ROOM])

    refusal = chat.says("yes")
    summary = chat.says("December 8")
    chat.says("yes")

    assert "no double room free in London for 7 nights from December 1, 2026" in refusal
    assert "Check-in: December 8, 2026" in summary
    assert stays(booked) == [LONDON | {"check_in": "2026-12-08"}]


def test_where_there_is_no_hotel_the_person_may_name_another_city(booked: Booked) -> None:
    chat = Chat(bookings=booked.bookings)
    chat.says(EVERYTHING)
    booked.service.meet([Mishap.NO_HOTEL])

    refusal = chat.says("yes")
    chat.says("Paris")
    chat.says("yes")

    assert "no hotel in London" in refusal
    assert stays(booked) == [LONDON | {"city": "Paris"}]


def test_who_does_not_want_another_day_can_leave_it(booked: Booked) -> None:
    chat = Chat(bookings=booked.bookings)
    chat.says(EVERYTHING)
    booked.service.meet([Mishap.NO_ROOM])

    chat.says("yes")
    farewell = chat.says("never mind")

    assert "booked nothing" in farewell
    assert stays(booked) == []
