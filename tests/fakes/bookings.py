"""Bookings in memory."""

from lambdas.domain.hotel import Booking, Stay, booking_number
from lambdas.domain.ids import OwnerId
from lambdas.domain.ports import Clock
from tests.fakes.faults import Faults


class MemoryBookings:
    """What was booked, by owner and key."""

    def __init__(self, *, clock: Clock) -> None:
        self.clock = clock
        self.booked: dict[tuple[OwnerId, str], Booking] = {}
        self.faults = Faults()

    def book(self, stay: Stay, *, owner: OwnerId, key: str) -> Booking:
        """See ``Bookings``."""
        with self.faults.at("book"):
            booking = Booking(number=booking_number(key), owner=owner, stay=stay, at=self.clock.now())
            return self.booked.setdefault((owner, key), booking)
