"""Dates as people say them; one without a year is the next such date from today on.

A week begins on Monday, as in Lex. Source:
https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-date.html
"""

import re
from calendar import day_name, month_abbr, month_name
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dev.understanding.english.numbers import number_at
from dev.understanding.words import Words

MONTHS = {
    name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if number
}
MONTHS["sept"] = 9
WEEKDAYS = {day.lower(): number for number, day in enumerate(day_name)}
WEEKDAYS |= {short: number for number, short in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_ORDINALS = {
    word: number + 1
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ]
    )
} | {"thirtieth": 30}
_SATURDAY = 5
_TEN, _MONTHS, _LAST_DAY = 10, 12, 31
_SHORT_YEAR, _CENTURY = 100, 2000  # 9/1/27 is in 2027
_LEAP_CYCLE = 8  # years: 2096 to 2104


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text, how many words it takes, and whether only a day was said, as in "the 12th"."""

    day: date
    length: int
    day_only: bool = False


def on(year: int, month: int, day: int) -> Iterator[date]:
    """Give the date, or nothing where the calendar has none (February 30)."""
    try:
        yield date(year, month, day)
    except ValueError:
        return


def next_in_year(month: int, day: int, today: date) -> date | None:
    """Give the next such day of a month from today on; February 29 may be years away."""
    years = range(today.year, today.year + _LEAP_CYCLE + 1)
    return next((found for year in years for found in on(year, month, day) if found >= today), None)


def next_in_month(day: int, today: date) -> date | None:
    """Give the next month's day with this number from today on."""
    months = (
        (today.year + (today.month + more - 1) // 12, (today.month + more - 1) % 12 + 1) for more in range(13)
    )
    return next((found for year, month in months for found in on(year, month, day) if found >= today), None)


def date_at(words: Words, start: int, *, today: date, day_first: bool) -> FoundDate | None:
    """Give the longest date that begins at a word.

    day_first: 9/1/2027 is January 9 (true) or September 1 (false); 1.9.2027 is September 1 everywhere.
    """
    forms: tuple[Callable[[], FoundDate | None], ...] = (
        lambda: _written(words[start].folded, today=today, day_first=day_first),
        lambda: _month_and_day(words, start, today=today),
        lambda: _day_and_month(words, start, today=today),
        lambda: _near(words, start, today=today),
        lambda: _weekday(words, start, today=today),
    )
    found = [form() for form in forms]
    return max((one for one in found if one), key=lambda one: one.length, default=None)


def _written(word: str, *, today: date, day_first: bool) -> FoundDate | None:
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", word):
        return _found(next(on(int(iso[1]), int(iso[2]), int(iso[3])), None), 1)
    short = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})(?:[./](\d{2,4}))?", word)
    if not short:
        return None
    one, two = int(short[1]), int(short[3])
    day, month = (one, two) if day_first or short[2] == "." else (two, one)
    if month > _MONTHS >= day:  # 25/12 can only be meant one way
        day, month = month, day
    if not short[4]:
        return _found(next_in_year(month, day, today), 1) if short[2] == "/" else None
    year = int(short[4])
    return _found(next(on(year + _CENTURY if year < _SHORT_YEAR else year, month, day), None), 1)


def _month_and_day(words: Words, start: int, *, today: date) -> FoundDate | None:
    month = MONTHS.get(words[start].folded)
    at = start + 1 + (_folded(words, start + 1) == "the")
    day = day_number(words, at)
    return _in_year(words, start, at + day[1], month, day[0], today=today) if month and day else None


def _day_and_month(words: Words, start: int, *, today: date) -> FoundDate | None:
    first = start + (words[start].folded == "the")
    day = day_number(words, first)
    if not day:
        return None
    at = first + day[1]
    month_at = at + (_folded(words, at) == "of")
    month = MONTHS.get(_folded(words, month_at))
    if month:
        return _in_year(words, start, month_at + 1, month, day[0], today=today)
    if first == start and words[start].folded.isdecimal():
        return None  # a bare number is a date only where one was asked for
    found = next_in_month(day[0], today)
    return FoundDate(day=found, length=at - start, day_only=True) if found else None


def _in_year(words: Words, start: int, at: int, month: int, day: int, *, today: date) -> FoundDate | None:
    year = _folded(words, at)
    if re.fullmatch(r"\d{4}", year):
        return _found(next(on(int(year), month, day), None), at + 1 - start)
    return _found(next_in_year(month, day, today), at - start)


def day_number(words: Words, start: int) -> tuple[int, int] | None:
    """Give a day of the month and how many words it takes: 12, 12th, twelfth, twenty first."""
    word = _folded(words, start)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word):
        return (int(found[1]), 1) if 1 <= int(found[1]) <= _LAST_DAY else None
    if word in _ORDINALS:
        return _ORDINALS[word], 1
    tens = {"twenty": 20, "thirty": 30}.get(word)
    ones = _ORDINALS.get(_folded(words, start + 1), _TEN)
    if tens and ones < _TEN and tens + ones <= _LAST_DAY:
        return tens + ones, 2
    return None


def _near(words: Words, start: int, *, today: date) -> FoundDate | None:
    said = [_folded(words, start + more) for more in range(4)]
    near = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
    if said[0] in near:
        return _found(today + timedelta(days=near[said[0]]), 1)
    after = said[1:] if said[0] == "the" else said
    if after[:3] == ["day", "after", "tomorrow"]:
        return _found(today + timedelta(days=2), 3 + (said[0] == "the"))
    if said[0] == "in":
        days = _days_at(words, start + 1)
        return _later(today, days[0], days[1] + 1) if days else None
    return _from_now(words, start, today=today)


def _from_now(words: Words, start: int, *, today: date) -> FoundDate | None:
    """Give the day of "a week from tomorrow"; after "for" that is a stay and its beginning."""
    days = _days_at(words, start) if start == 0 or words[start - 1].folded != "for" else None
    if not days or _folded(words, start + days[1]) != "from":
        return None
    near = {"now": 0, "today": 0, "tomorrow": 1}.get(_folded(words, start + days[1] + 1))
    return None if near is None else _later(today, days[0] + near, days[1] + 2)


def _days_at(words: Words, start: int) -> tuple[int, int] | None:
    """Give the days of "3 days" or "a week", and the words they take."""
    count = (1, 1) if _folded(words, start) in {"a", "an"} else number_at(words, start)
    unit = _folded(words, start + count[1]).removesuffix("s") if count else ""
    days = {"day": 1, "week": 7}.get(unit, 0)
    return (days * count[0], count[1] + 1) if count and days else None


def _later(today: date, days: int, length: int) -> FoundDate | None:
    reachable = 0 < days <= (date.max - today).days
    return _found(today + timedelta(days=days), length) if reachable else None


def _weekday(words: Words, start: int, *, today: date) -> FoundDate | None:
    said = [_folded(words, start + more) for more in range(4)]
    lead = said[0] if said[0] in {"this", "next", "coming", "the"} else ""
    named = said[1:] if lead else said
    weekday = (
        _SATURDAY if named[0] == "weekend" and lead in {"this", "next", "coming"} else WEEKDAYS.get(named[0])
    )
    if weekday is None:
        return None
    length = 1 + bool(lead)
    if named[1:3] == ["next", "week"]:
        return _found(_of_next_week(weekday, today), length + 2)
    if lead == "next":
        return _found(_of_next_week(weekday, today), length)
    return _found(today + timedelta(days=(weekday - today.weekday()) % 7), length)


def _of_next_week(weekday: int, today: date) -> date:
    return today + timedelta(days=7 - today.weekday() + weekday)


def _folded(words: Words, at: int) -> str:
    return words[at].folded if at < len(words) else ""


def _found(day: date | None, length: int) -> FoundDate | None:
    return FoundDate(day=day, length=length) if day else None
