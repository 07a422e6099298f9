"""Stays said by both their ends: "March 5th to 8th", "from the 5th to the 8th of March", "until Sunday"."""

from dataclasses import dataclass
from datetime import date

from dev.understanding.english.dates import FoundDate, date_at, day_number, next_in_month, on
from dev.understanding.words import Words

_TO = {"to", "until", "till", "through"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The arrival with the words it takes, and the nights with the words that say when they end."""

    arrival: FoundDate
    nights: int
    ending_start: int
    ending_length: int


def stay_at(words: Words, start: int, *, today: date, day_first: bool) -> Stay | None:
    """Give the stay whose arrival begins at a word."""
    arrival = date_at(words, start, today=today, day_first=day_first)
    if arrival and not arrival.day_only:
        return _until(words, arrival, start + arrival.length, day_first=day_first)
    return _within_month(words, start, arrival, today=today, day_first=day_first)


def nights_until(words: Words, start: int, *, arrival: date, day_first: bool) -> tuple[int, int] | None:
    """Give the nights from a known arrival to the day that "until Sunday" names, and the words it takes."""
    nowhere = FoundDate(day=arrival, length=0)
    stay = _until(words, nowhere, start, day_first=day_first)
    return (stay.nights, stay.ending_length) if stay else None


def _until(words: Words, arrival: FoundDate, at: int, *, day_first: bool) -> Stay | None:
    if at >= len(words) or words[at].folded not in _TO:
        return None
    end = date_at(words, at + 1, today=arrival.day, day_first=day_first) if at + 1 < len(words) else None
    end = end or _bare_day(words, at + 1, after=arrival.day)
    if not end or end.day <= arrival.day:
        return None
    nights = (end.day - arrival.day).days
    return Stay(arrival=arrival, nights=nights, ending_start=at, ending_length=end.length + 1)


def _bare_day(words: Words, at: int, *, after: date) -> FoundDate | None:
    skipped = int(at < len(words) and words[at].folded == "the")
    number = day_number(words, at + skipped)
    day = next_in_month(number[0], after) if number else None
    return FoundDate(day=day, length=number[1] + skipped) if number and day else None


def _within_month(
    words: Words, start: int, arrival: FoundDate | None, *, today: date, day_first: bool
) -> Stay | None:
    """Give a stay whose month is said only at its end, as in "5 to 8 March"."""
    first = start + (words[start].folded == "the")
    number = day_number(words, first)
    at = first + number[1] if number else len(words)
    if not number or at + 1 >= len(words) or words[at].folded not in _TO:
        return None
    end = date_at(words, at + 1, today=today, day_first=day_first)
    if end and not end.day_only:
        for day in on(end.day.year, end.day.month, number[0]):
            begun = FoundDate(day=day, length=at - start)
            return _until(words, begun, at, day_first=day_first)
    return _until(words, arrival, at, day_first=day_first) if arrival else None
