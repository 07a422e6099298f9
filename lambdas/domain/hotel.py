"""The hotel's business: stays, bookings, and where they are booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.numbers import number_of
from lambdas.domain.signed_in import SignedIn

MOST_DAYS_AHEAD: Final = 500
MOST_NIGHTS: Final = 30
MOST_TOLD: Final = 100
"""So many bookings of one owner are listed at most."""


class Room(StrEnum):
    """The kinds of room there are."""

    SINGLE = "single"
    DOUBLE = "double"
    SUITE = "suite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Some nights in a room."""

    city: str
    check_in: date
    nights: int
    room: Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A stay that is booked; ``number`` is for people to quote, as ``PB-7K3Q9XW2``."""

    number: str
    owner: OwnerId
    stay: Stay
    at: datetime


class Lack(StrEnum):
    """What a stay cannot be booked for: no such room is free on those nights, or no hotel is in that city."""

    ROOM = "no_room"
    HOTEL = "no_hotel"


class Unbookable(Refused):
    """This stay was not booked; another may be. ``lack`` says what to ask the person for."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(f"stay not bookable: {lack}", code=lack)
        self.lack = lack


class Bookings(Protocol):
    """Where stays are booked."""

    def book(self, stay: Stay, *, owner: OwnerId, key: str, person: SignedIn | None = None) -> Booking:
        """Book a stay; a repeat with the same owner and key books nothing and gives the first booking.

        key: 64 hex digits. person: who is signed in; once they are not any more nothing is booked. Raises
        ``Unbookable``, any other ``Refused`` when it will never be booked (``not_linked`` where the person
        has signed out), or ``Retryable`` when it may have been, or may be later.
        """
        ...

    def of(self, owner: OwnerId, *, person: SignedIn | None = None) -> Sequence[Booking]:
        """The bookings of an owner, the newest first; ``MOST_TOLD`` of them at most.

        person: with whose rights. Raises as ``book`` does.
        """
        ...


def booking_number(key: str) -> str:
    """The number of the booking made under a key, as ``PB-7K3Q9XW2``."""
    return number_of(key, prefix="PB")
