"""What people say under load, and what they must hear; each has a city that nobody else names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from typing import Final

from dev.understanding.english.cities import known_cities

NAMED_BY_THE_BOT: Final = ("London", "Paris", "New York")
"""In its own questions, so that they tell nothing of who asked."""
DAYS: Final = range(1, 29)
NIGHTS: Final = range(2, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing to say. hears: words that a right answer has."""

    text: str
    hears: str


def canaries() -> Sequence[str]:
    """Cities that a person can be told by: the bot repeats them, and none is a part of another's name."""
    names = sorted({name for name, common in known_cities().values() if not common})
    return [
        name
        for name in names
        if name not in NAMED_BY_THE_BOT and not any(name != other and name in other for other in names)
    ]


def bookings(city: str) -> Iterator[Phrase]:
    """Books in four steps, again and again; each answer shows that the dialog stands where it should."""
    for nights, day in zip(cycle(NIGHTS), cycle(DAYS), strict=False):
        yield Phrase(
            text=f"Book hotel room for {nights} nights starting from September {day}", hears="which city"
        )
        yield Phrase(text=city, hears="What kind of room")
        yield Phrase(text="double", hears=f"City: {city}")
        yield Phrase(text="yes", hears=f"{city}, {nights} nights")


def sentences(city: str) -> Iterator[Phrase]:
    """Asks for everything in one sentence, each time another stay: an answer tells what it is to."""
    for number in count():
        nights, day = NIGHTS[number % len(NIGHTS)], DAYS[number % len(DAYS)]
        text = f"Book a double room in {city} for {nights} nights starting from September {day}"
        yield Phrase(text=text, hears=f"Stay: {nights} nights")
