"""Stays said by both their ends: "March 5th to 8th", "from the 5th to the 8th of March", "until Sunday"."""

from dataclasses import dataclass
from datetime import date

from dev.understanding import calendar_days as days
from dev.understanding.calendar import Calendar, FoundDate
from dev.understanding.phrases import longest
from dev.understanding.words import Words, said

# A stay's end without a year is the next such day, but no stay is from March 8 to March 8.
_LONGEST = 300  # nights


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The day a stay begins, and the words that say it; none where it was said earlier in the dialog."""

    day: date
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How many nights a stay has, and how many words say when it ends."""

    nights: int
    length: int


def arrival_at(words: Words, start: int, *, calendar: Calendar, today: date) -> FoundDate | None:
    """Give the date that begins at a word, in the month that only the stay's end may say ("5 to 8 March")."""
    found = calendar.date_at(words, start, today=today)
    skipped = int(said(words, start) in calendar.words.the)
    number = calendar.day_number(words, start + skipped) if not found or found.bare else None
    if not number:
        return found
    length = number[1] + skipped
    at = start + length + lead(words, Arrival(day=today, start=start, end=start + length), calendar=calendar)
    end = calendar.date_at(words, at, today=today) if start + length < at < len(words) else None
    day = days.last_before(number[0], end.day) if end and not end.bare else None
    return FoundDate(day=day, length=length) if day and day >= today else found


def ending_at(
    words: Words, start: int, *, arrival: Arrival, calendar: Calendar, today: date
) -> Ending | None:
    """Give the end of a stay that begins at a word: the next such day after the arrival."""
    leaving = longest(calendar.words.leaving, words, start, readers={})
    led = leaving.length if leaving else 0
    if arrival.end == start:
        led = max(led, lead(words, arrival, calendar=calendar))
    end = day_after(words, start + led, calendar=calendar, after=arrival.day, today=today) if led else None
    nights = (end.day - arrival.day).days if end else 0
    return Ending(nights=nights, length=led + end.length) if end and nights > 0 else None


def lead(words: Words, arrival: Arrival, *, calendar: Calendar) -> int:
    """Give how many words say, right after a day, that a stay ends on another: "to", "and leaving on"."""
    leaving = longest(calendar.words.leaving, words, arrival.end, readers={})
    return max(_to(words, arrival, calendar=calendar), leaving.length if leaving else 0)


def _to(words: Words, arrival: Arrival, *, calendar: Calendar) -> int:
    """Give how many words say, right after a day, that another follows: "to", or "and" after "between"."""
    to = longest(calendar.words.to, words, arrival.end, readers={})
    if to:
        return to.length
    between = said(words, arrival.start - 1) in calendar.words.between
    return int(between and said(words, arrival.end) in calendar.words.and_)


def day_after(words: Words, at: int, *, calendar: Calendar, after: date, today: date) -> FoundDate | None:
    """Give the day that a stay ends: as it is from today on, or else the next one after the arrival."""
    for since in (today, after):
        found = _day_at(words, at, calendar=calendar, today=since) if at < len(words) else None
        if found and found.day > after and (since == today or _follows(words, at, found, after, calendar)):
            return found
    return None


def _follows(words: Words, at: int, found: FoundDate, after: date, calendar: Calendar) -> bool:
    """Tell whether a day counted from the arrival can be meant: no "tomorrow", and not a year away."""
    return not calendar.is_near(words, at) and (found.day - after).days <= _LONGEST


def _day_at(words: Words, at: int, *, calendar: Calendar, today: date) -> FoundDate | None:
    found = calendar.date_at(words, at, today=today)
    if found or calendar.no_day_at(words, at, today=today):
        return found
    skipped = int(said(words, at) in calendar.words.the)
    number = calendar.day_number(words, at + skipped)
    day = days.next_in_month(number[0], today) if number else None
    return FoundDate(day=day, length=number[1] + skipped) if number and day else None
