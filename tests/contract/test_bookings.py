"""What every booking service keeps to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from dev.bookings.service import Mishap
from lambdas.domain.errors import Retryable
from lambdas.domain.hotel import Bookings, Lack, Unbookable
from lambdas.domain.keys import digest
from lambdas.services.bookings import TRIES
from lambdas.stores.bookings import DynamoBookings
from tests.booking_service import Booked, a_booking_service
from tests.builders import ANN, BOB, NOW
from tests.calls import a_stay
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock

KEY = digest("t1", "BookHotel", "fulfilment")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def service(clock: SetClock) -> Iterator[Booked]:
    """The local double of a booking service; any other must keep to the same."""
    with a_booking_service(now=clock.now) as running:
        yield running


@pytest.fixture(params=["table", "service", "fake"])
def bookings(request: pytest.FixtureRequest, clock: SetClock) -> Bookings:
    match request.param:
        case "table":
            client = request.getfixturevalue("aws").dynamodb
            return DynamoBookings(table="bookings", client=client, clock=clock)
        case "service":
            running: Booked = request.getfixturevalue("service")
            return running.bookings
        case _:
            return MemoryBookings(clock=clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """Bookings where a test can order what goes wrong; the table takes every stay and loses nothing."""

    bookings: Bookings
    lack: Callable[[Lack], None]
    lose: Callable[[], None]


@pytest.fixture(params=["service", "fake"])
def failing(request: pytest.FixtureRequest, clock: SetClock) -> Failing:
    if request.param == "fake":
        fake = MemoryBookings(clock=clock)
        return Failing(
            bookings=fake,
            lack=lambda lack: fake.faults.fail("book", Unbookable(lack)),
            lose=lambda: fake.faults.lose("book", Retryable("answer lost")),
        )
    running: Booked = request.getfixturevalue("service")
    return Failing(
        bookings=running.bookings,
        lack=lambda lack: running.service.meet([lack]),
        lose=lambda: running.service.meet([Mishap.LOST] * TRIES),
    )


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


@pytest.mark.parametrize("lack", list(Lack))
def test_a_stay_that_cannot_be_booked_is_refused_by_what_it_lacks(failing: Failing, lack: Lack) -> None:
    failing.lack(lack)

    with pytest.raises(Unbookable) as refusal:
        failing.bookings.book(a_stay(), owner=ANN, key=KEY)

    assert refusal.value.lack is lack


def test_a_booking_whose_answer_was_lost_is_given_on_a_repeat(failing: Failing, clock: SetClock) -> None:
    failing.lose()
    with pytest.raises(Retryable):
        failing.bookings.book(a_stay(), owner=ANN, key=KEY)
    clock.pass_s(5)

    booking = failing.bookings.book(a_stay(), owner=ANN, key=KEY)

    assert (booking.stay, booking.at) == (a_stay(), NOW)
