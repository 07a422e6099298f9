"""Bookings in memory."""

from collections.abc import Sequence
from operator import attrgetter

from lambdas.domain.hotel import MOST_TOLD, Booking, Stay, booking_number
from lambdas.domain.ids import OwnerId
from lambdas.domain.ports import Clock
from lambdas.domain.signed_in import SignedIn
from tests.fakes.faults import Faults


class MemoryBookings:
    """What was booked, by owner and key."""

    def __init__(self, *, clock: Clock) -> None:
        self.clock = clock
        self.booked: dict[tuple[OwnerId, str], Booking] = {}
        self.faults = Faults()

    def book(self, stay: Stay, *, owner: OwnerId, key: str, person: SignedIn | None = None) -> Booking:
        """See ``Bookings``."""
        with self.faults.at("book"):
            if person is not None:
                person.access_token()
            booking = Booking(number=booking_number(key), owner=owner, stay=stay, at=self.clock.now())
            return self.booked.setdefault((owner, key), booking)

    def of(self, owner: OwnerId, *, person: SignedIn | None = None) -> Sequence[Booking]:
        """See ``Bookings``."""
        with self.faults.at("of"):
            if person is not None:
                person.access_token()
            found = (booking for (whose, _), booking in self.booked.items() if whose == owner)
            return sorted(found, key=attrgetter("at"), reverse=True)[:MOST_TOLD]
