"""Days of the calendar: what "the 12th", "March 5" or "Friday" is from today on. No words of a language.

A week begins on Monday, as in Lex. Source:
https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-date.html
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

FRIDAY, SATURDAY = 4, 5
_MONTHS = 12
_LEAP_CYCLE = 8  # years: 2096 to 2104
_SHORT_YEAR, _CENTURY = 100, 2000  # 9/1/27 is in 2027


def on(year: int, month: int, day: int) -> Iterator[date]:
    """Give the date, or nothing where the calendar has none (February 30)."""
    try:
        yield date(year, month, day)
    except ValueError:
        return


def in_year(year: int, month: int, day: int) -> date | None:
    """Give a date whose year was said, in full or as its last two digits."""
    return next(on(year + _CENTURY if year < _SHORT_YEAR else year, month, day), None)


def next_in_year(month: int, day: int, today: date) -> date | None:
    """Give the next such day of a month from today on; February 29 may be years away."""
    years = range(today.year, today.year + _LEAP_CYCLE + 1)
    return next((found for year in years for found in on(year, month, day) if found >= today), None)


def next_in_month(day: int, today: date) -> date | None:
    """Give the next month's day with this number from today on."""
    months = (month_after(today, more) for more in range(_MONTHS + 1))
    every = (found for first in months for found in on(first.year, first.month, day))
    return next((found for found in every if found >= today), None)


def last_before(day: int, end: date) -> date | None:
    """Give the last day with this number before another, in its month or the one before."""
    months = (end, end.replace(day=1) - timedelta(days=1))
    every = (found for month in months for found in on(month.year, month.month, day))
    return next((found for found in every if found < end), None)


def month_after(today: date, months: int) -> date:
    """Give the first day of the month that is so many months after today's; the last that there is."""
    years, month = divmod(today.month - 1 + months, _MONTHS)
    return date(min(today.year + years, date.max.year), month + 1, 1)


def last_of_month(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def coming(weekday: int, today: date) -> date | None:
    """Give the next such day of the week (Monday is 0) after today."""
    return later(today, (weekday - today.weekday() - 1) % 7 + 1)


def of_week(weekday: int, today: date, *, weeks: int) -> date | None:
    """Give the day of the week that is so many weeks after this one."""
    return later(today, 7 * weeks + weekday - today.weekday())


def later(today: date, days: int) -> date | None:
    """Give the day so many days after today, or before it; nothing past the calendar's ends."""
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def months_later(today: date, months: int) -> date | None:
    """Give the day with today's number so many months later, or that month's last."""
    years, month = divmod(today.month - 1 + months, _MONTHS)
    first = next(on(today.year + years, month + 1, 1), None)
    return first and min(first.replace(day=1) + timedelta(days=today.day - 1), last_of_month(first))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Give the first (1), second … such day of the week in a month; the last for 0 and below."""
    first = date(year, month, 1)
    if nth < 1:
        end = last_of_month(first)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Give Easter Sunday. Source: https://en.wikipedia.org/wiki/Date_of_Easter (anonymous algorithm)."""
    century, rest = divmod(year, 100)
    shift = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - shift - rest % 4) % 7
    moved = (year % 19 + 11 * shift + 22 * week) // 451
    month, day = divmod(shift + week - 7 * moved + 114, 31)
    return date(year, month, day + 1)
