"""The default booking service: a row each, ``BOOKING#<number>``, in their owner's partition."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from lambdas.domain.account import AccountState
from lambdas.domain.account_record import ACCOUNT
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.hotel import MOST_TOLD, Booking, Room, Stay, booking_number
from lambdas.domain.ids import OwnerId
from lambdas.domain.moment import moment, stamp
from lambdas.domain.ports import Clock
from lambdas.domain.record import Record, Value, versioned
from lambdas.domain.signed_in import NOT_LINKED, SignedIn
from lambdas.kit.dynamo import ConditionFailedError, Request, Table, holds, read, read_all, transact
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

ROW: Final = "BOOKING#"
LAST_ROW: Final = f"{ROW}~"
"""After every number."""

STANDS: Final = (
    "#person = :chat AND #state = :active AND #issuer = :issuer AND #subject = :subject"
    " AND #version >= :seen AND #expires_epoch_s > :now"
)
"""That the account is still the one by which somebody is signed in."""


class DynamoBookings:
    """Writes each booking once; its number comes from the key, so a repeat finds it.

    tokens: the table of accounts, one of which a booking may be conditional on.
    """

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock, tokens: str = "") -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._tokens = Table(name=tokens, partition="owner", sort="item")
        self._client, self._clock = client, clock

    def book(self, stay: Stay, *, owner: OwnerId, key: str, person: SignedIn | None = None) -> Booking:
        """See ``Bookings``; the account is looked at in the very transaction that writes the booking."""
        made = Booking(number=booking_number(key), owner=owner, stay=stay, at=self._clock.now())
        item = f"{ROW}{made.number}"
        row = self._table.put(owner, item, _record(made, key), when="attribute_not_exists(#owner)")
        with failing_as(Retryable, doing="booking a stay"):
            failed = self._write(row, self._checks(person, now=made.at))
            if not failed:
                return made
            standing = read(self._client, self._table, owner, item)
        if not standing:
            raise Refused("signed out meanwhile", code=NOT_LINKED)
        if standing.get("key") != key:
            raise Refused("booking number taken", code="number_taken")
        return _booking(standing)

    def of(self, owner: OwnerId, *, person: SignedIn | None = None) -> Sequence[Booking]:
        """See ``Bookings``."""
        del person  # the rows are our own
        query = self._table.query(owner, (ROW, LAST_ROW))
        with failing_as(Retryable, doing="listing bookings"):
            found = [_booking(record) for record in read_all(self._client, query)]
        return sorted(found, key=attrgetter("at"), reverse=True)[:MOST_TOLD]

    def _write(self, row: Request, checks: Sequence[Request]) -> Sequence[int]:
        """Write a row if all checks hold; the places of those that did not."""
        if not checks:
            return () if holds(self._client.put_item, row) else (0,)
        try:
            transact(self._client, [{"Put": row}, *checks])
        except ConditionFailedError as failure:
            return failure.failed
        return ()

    def _checks(self, person: SignedIn | None, *, now: datetime) -> Sequence[Request]:
        if person is None:
            return ()
        given: Record = {
            "chat": person.chat,
            "active": str(AccountState.ACTIVE),
            "issuer": person.issuer,
            "subject": person.subject,
            "seen": person.version,
            "now": int(now.timestamp()),
        }
        return ({"ConditionCheck": self._tokens.check(person.chat, ACCOUNT, given, when=STANDS)},)


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
