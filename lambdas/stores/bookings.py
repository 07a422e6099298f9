"""The default booking service: a row each, ``BOOKING#<number>``, in their owner's partition."""

from datetime import date
from typing import TYPE_CHECKING

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.hotel import Booking, Room, Stay, booking_number
from lambdas.domain.ids import OwnerId
from lambdas.domain.moment import moment, stamp
from lambdas.domain.ports import Clock
from lambdas.domain.record import Record, Value, versioned
from lambdas.kit.dynamo import Table, holds, read
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoBookings:
    """Writes each booking once; its number comes from the key, so a repeat finds it."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._client, self._clock = client, clock

    def book(self, stay: Stay, *, owner: OwnerId, key: str) -> Booking:
        """See ``Bookings``."""
        made = Booking(number=booking_number(key), owner=owner, stay=stay, at=self._clock.now())
        item = f"BOOKING#{made.number}"
        row = self._table.put(owner, item, _record(made, key), when="attribute_not_exists(#owner)")
        with failing_as(Retryable, doing="booking a stay"):
            if holds(self._client.put_item, row):
                return made
            standing = read(self._client, self._table, owner, item)
        if standing.get("key") != key:
            raise Refused("booking number taken", code="number_taken")
        return _booking(standing)


def _record(booking: Booking, key: str) -> dict[str, Value]:
    stay = booking.stay
    return versioned(
        number=booking.number,
        key=key,
        city=stay.city,
        check_in=stay.check_in.isoformat(),
        nights=stay.nights,
        room=stay.room,
        booked_at=stamp(booking.at),
    )


def _booking(record: Record) -> Booking:
    stay = Stay(
        city=str(record["city"]),
        check_in=date.fromisoformat(str(record["check_in"])),
        nights=int(record["nights"]),
        room=Room(str(record["room"])),
    )
    return Booking(
        number=str(record["number"]),
        owner=OwnerId(str(record["owner"])),
        stay=stay,
        at=moment(str(record["booked_at"])),
    )
