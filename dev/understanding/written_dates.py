"""Dates in digits: 2027-09-01, 9/1/2027, 9-1-2027, 1.9.2027, 9/1, 14.3."""

import re
from datetime import date

from dev.understanding import calendar_days as days
from dev.understanding.dated import Dated
from dev.understanding.words import Words, said

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{2,4}))?")
_MONTHS = 12
_ALWAYS_OPEN = "24/7"


def written_date(
    words: Words, start: int, *, today: date, day_first: bool, before: frozenset[str]
) -> Dated | None:
    """Give the date that a word is in digits.

    day_first: 9/1/2027 is January 9 (true) or September 1 (false); 1.9.2027 is September 1 everywhere.
    before: the words after which 14.3 is a date and no price.
    """
    if iso := _ISO.fullmatch(words[start].folded):
        return _dated(next(days.on(int(iso[1]), int(iso[2]), int(iso[3])), None))
    short = _SHORT.fullmatch(words[start].folded)
    if not short or words[start].folded == _ALWAYS_OPEN:
        return None
    one, two = int(short[1]), int(short[3])
    day, month = (one, two) if day_first or short[2] == "." else (two, one)
    if month > _MONTHS >= day:  # 25/12 can only be meant one way
        day, month = month, day
    if short[4]:
        return _dated(days.in_year(int(short[4]), month, day))
    dotted = words[start].after.startswith(".") and said(words, start - 1) in before
    clear = short[2] == "/" or dotted or (start == 0 and len(words) == 1)
    return _dated(days.next_in_year(month, day, today)) if clear else None


def _dated(day: date | None) -> Dated | None:
    return Dated(day=day) if day else None
