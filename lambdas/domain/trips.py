"""Business trips: what is planned, what is reported afterwards, and where both are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from lambdas.domain.ids import OwnerId
from lambdas.domain.numbers import number_of

MOST_DAYS_AHEAD: Final = 500
MOST_DAYS_AWAY: Final = 90


class Purpose(StrEnum):
    """What a trip is for."""

    CUSTOMER = "customer"
    CONFERENCE = "conference"
    TRAINING = "training"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """There and back on business; ``customer`` is who is visited, empty where nobody is."""

    origin: str
    destination: str
    leaves: date
    returns: date
    purpose: Purpose
    customer: str
    cost_centre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTrip:
    """A trip that is planned; ``number`` is for people to quote, as ``TR-7K3Q9XW2``."""

    number: str
    owner: OwnerId
    trip: Trip
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money; ``currency`` is its ISO 4217 code."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TripReport:
    """What somebody tells of a trip that is over."""

    city: str
    days: int
    spent: Amount
    remarks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledReport:
    """A report that is filed; ``number`` is for people to quote, as ``RP-7K3Q9XW2``."""

    number: str
    owner: OwnerId
    report: TripReport
    at: datetime


class Trips(Protocol):
    """Where trips are planned and reports are filed.

    A repeat with the same owner and key writes nothing and gives what was written first. Keys are 64 hex
    digits. Both raise ``Refused`` when it will never be written, or ``Retryable`` when it may have been.
    """

    def plan(self, trip: Trip, *, owner: OwnerId, key: str) -> PlannedTrip:
        """Plan a trip."""
        ...

    def file(self, report: TripReport, *, owner: OwnerId, key: str) -> FiledReport:
        """File a report."""
        ...


def trip_number(key: str) -> str:
    """The number of the trip planned under a key."""
    return number_of(key, prefix="TR")


def report_number(key: str) -> str:
    """The number of the report filed under a key."""
    return number_of(key, prefix="RP")
