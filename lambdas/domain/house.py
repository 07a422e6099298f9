"""The house that the concierge speaks for: when its rooms are open, and the ways to the places around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

HOME: Final = "Lisbon"
"""The city where the house stands."""


class Room(StrEnum):
    """What has opening hours."""

    POOL = "pool"
    GYM = "gym"
    SPA = "spa"
    BREAKFAST = "breakfast"
    RESTAURANT = "restaurant"
    BAR = "bar"
    RECEPTION = "reception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when something is open."""

    opens: str
    closes: str


Hours = Sequence[Span]
"""The hours of one day; none where it is closed."""

Week = Sequence[Hours]
"""The hours of each day, from Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days in a row, from 0 for Monday, that have the same hours."""

    first: int
    last: int
    hours: Hours


class Place(StrEnum):
    """Where guests go."""

    AIRPORT = "airport"
    STATION = "station"
    BEACH = "beach"
    MUSEUM = "museum"
    CASTLE = "castle"


class Means(StrEnum):
    """How guests go there."""

    WALK = "walk"
    BUS = "bus"
    METRO = "metro"
    TAXI = "taxi"


def _daily(*spans: tuple[str, str]) -> Hours:
    return tuple(Span(opens=opens, closes=closes) for opens, closes in spans)


ALWAYS: Final = _daily(("0:00", "24:00"))
CLOSED: Final[Hours] = ()

OPEN: Final[Mapping[Room, Week]] = {
    Room.POOL: (_daily(("7:00", "22:00")),) * 7,
    Room.GYM: (_daily(("6:00", "23:00")),) * 7,
    Room.SPA: (CLOSED, *(_daily(("10:00", "20:00")),) * 4, *(_daily(("9:00", "21:00")),) * 2),
    Room.BREAKFAST: (*(_daily(("6:30", "10:30")),) * 5, *(_daily(("7:30", "11:30")),) * 2),
    Room.RESTAURANT: (*(_daily(("12:00", "15:00"), ("19:00", "23:00")),) * 6, _daily(("12:00", "16:00"))),
    Room.BAR: (*(_daily(("17:00", "24:00")),) * 4, *(_daily(("17:00", "2:00")),) * 2, CLOSED),
    Room.RECEPTION: (ALWAYS,) * 7,
}

MINUTES: Final[Mapping[Place, Mapping[Means, int]]] = {
    Place.AIRPORT: {Means.METRO: 35, Means.TAXI: 20},
    Place.STATION: {Means.WALK: 12, Means.TAXI: 5},
    Place.BEACH: {Means.WALK: 8},
    Place.MUSEUM: {Means.WALK: 15, Means.BUS: 6, Means.TAXI: 5},
    Place.CASTLE: {Means.WALK: 25, Means.BUS: 10, Means.TAXI: 8},
}


def hours_on(room: Room, day: date) -> Hours:
    """When a room is open on a day."""
    return OPEN[room][day.weekday()]


def week_of(room: Room) -> Sequence[Days]:
    """When a room is open, days in a row with the same hours as one."""
    found: list[Days] = []
    for day, hours in enumerate(OPEN[room]):
        if found and found[-1].hours == hours:
            found[-1] = Days(first=found[-1].first, last=day, hours=hours)
        else:
            found.append(Days(first=day, last=day, hours=hours))
    return found
