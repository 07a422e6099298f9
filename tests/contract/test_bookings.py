"""What every booking service keeps to."""

import pytest

from lambdas.domain.hotel import Bookings
from lambdas.domain.keys import digest
from lambdas.stores.bookings import DynamoBookings
from tests.builders import ANN, BOB, NOW
from tests.calls import a_stay
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock

KEY = digest("t1", "BookHotel", "fulfilment")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=["table", "fake"])
def bookings(request: pytest.FixtureRequest, clock: SetClock) -> Bookings:
    if request.param == "fake":
        return MemoryBookings(clock=clock)
    client = request.getfixturevalue("aws").dynamodb
    return DynamoBookings(table="bookings", client=client, clock=clock)


def test_a_stay_is_booked_for_its_owner_now(bookings: Bookings) -> None:
    booking = bookings.book(a_stay(), owner=ANN, key=KEY)

    assert (booking.owner, booking.stay, booking.at) == (ANN, a_stay(), NOW)
    assert booking.number.startswith("PB-")


def test_a_repeat_gives_the_first_booking(bookings: Bookings, clock: SetClock) -> None:
    first = bookings.book(a_stay(city="Århus"), owner=ANN, key=KEY)
    clock.pass_s(5)

    repeat = bookings.book(a_stay(nights=2), owner=ANN, key=KEY)

    assert repeat == first


def test_another_key_is_another_booking(bookings: Bookings) -> None:
    one = bookings.book(a_stay(), owner=ANN, key=KEY)

    other = bookings.book(a_stay(), owner=ANN, key=digest("t2", "BookHotel", "fulfilment"))

    assert other.number != one.number


def test_nobody_is_given_the_booking_of_another_owner(bookings: Bookings) -> None:
    bookings.book(a_stay(), owner=ANN, key=KEY)

    booking = bookings.book(a_stay(city="Paris"), owner=BOB, key=KEY)

    assert (booking.owner, booking.stay.city) == (BOB, "Paris")
