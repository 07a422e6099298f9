"""What the phrases for a date mean, from today on: the calendar's part of a grammar, without words.

Each takes by name what a phrase's pattern names, and ``today``; none where the calendar has no such day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dev.understanding import calendar_days as days

Holiday = Callable[[int], date]
_MONTHS_IN = {"month": 1, "year": 12}
_DAYS_IN = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day; ``bare`` where only its number was said, so that a month said later counts."""

    day: date
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of time: so many days, or so many months."""

    days: int = 0
    months: int = 0


def of_month(
    *, today: date, month: int, day: int, year: int | None = None, weekday: int | None = None
) -> Dated | None:
    """Give March 5, in a year or the next one to come; a day of the week beside it does not count."""
    del weekday
    found = days.in_year(year, month, day) if year is not None else days.next_in_year(month, day, today)
    return _dated(found)


def of_any_month(*, today: date, nth: int, weekday: int | None = None) -> Dated | None:
    """Give the next 12th to come; with a day of the week beside it ("Friday the 12th"), the number counts."""
    del weekday
    found = days.next_in_month(nth, today)
    return Dated(day=found, bare=True) if found else None


def of_month_after(months: int) -> Callable[..., Dated | None]:
    """Give the 12th of the month so many months after this one."""

    def means(*, today: date, nth: int) -> Dated | None:
        first = days.month_after(today, months)
        return _dated(next(days.on(first.year, first.month, nth), None))

    return means


def near(*, today: date, near: int) -> Dated | None:
    """Give today, tomorrow or yesterday: so many days from today."""
    return _dated(days.later(today, near))


def fixed(shift: int) -> Callable[..., Dated | None]:
    """Give the day that is always so many days from today, as the day after tomorrow."""

    def means(*, today: date) -> Dated | None:
        return _dated(days.later(today, shift))

    return means


def this(*, today: date, weekday: int) -> Dated | None:
    """Give this Friday: today, where it is one."""
    return _dated(today) if today.weekday() == weekday else coming(today=today, weekday=weekday)


def later(*, today: date, span: Stretch, anchor: Dated | None = None) -> Dated | None:
    """Give the day a stretch of time after another, or after today."""
    return _shifted(anchor.day if anchor else today, span, 1)


def earlier(*, today: date, span: Stretch, anchor: Dated | None = None) -> Dated | None:
    """Give the day a stretch of time before another, or before today."""
    return _shifted(anchor.day if anchor else today, span, -1)


def next_to(shift: int) -> Callable[..., Dated | None]:
    """Give the day after (1) or before (-1) another."""

    def means(*, today: date, anchor: Dated) -> Dated | None:
        del today
        return _dated(days.later(anchor.day, shift))

    return means


def coming(*, today: date, weekday: int) -> Dated | None:
    """Give the next such day of the week: on a Friday, "Friday" is a week away, since today is "today"."""
    return _dated(days.coming(weekday, today))


def of_week(weeks: int) -> Callable[..., Dated | None]:
    """Give the day of the week so many weeks after this one; the weeks begin on Monday."""

    def means(*, today: date, weekday: int) -> Dated | None:
        return _dated(days.of_week(weekday, today, weeks=weeks))

    return means


def weekend(weeks: int) -> Callable[..., Dated | None]:
    """Give the Saturday of the weekend so many weeks after this one; on its Sunday, that Sunday."""

    def means(*, today: date) -> Dated | None:
        saturday = days.of_week(days.SATURDAY, today, weeks=weeks)
        return _dated(max(saturday, today)) if saturday else None

    return means


def ranked(*, today: date, rank: int, weekday: int, month: int, year: int | None = None) -> Dated | None:
    """Give the first Friday in May; ``rank`` is 0 for the last."""
    years = [year] if year is not None else [today.year, today.year + 1]
    every = (days.nth_weekday(one, month, weekday, rank) for one in years if one <= date.max.year)
    there = (one for one in every if one.month == month)  # many months have no fifth Friday
    return _dated(next((one for one in there if one >= today or year is not None), None))


def holiday(*, today: date, holiday: Holiday, year: int | None = None) -> Dated | None:
    """Give a holiday, in a year or the next one to come."""
    years = [year] if year is not None else [today.year, today.year + 1]
    every = (holiday(one) for one in years if one <= date.max.year)
    return _dated(next((one for one in every if one >= today or year is not None), None))


def end_of_month(months: int) -> Callable[..., Dated | None]:
    """Give the last day of the month so many months after this one."""

    def means(*, today: date) -> Dated | None:
        return _dated(days.last_of_month(days.month_after(today, months)))

    return means


def end_of(*, today: date, month: int, year: int | None = None) -> Dated | None:
    """Give the last day of a month."""
    first = _first(today, month, year)
    return _dated(days.last_of_month(first)) if first else None


def start_of(*, today: date, month: int, year: int | None = None) -> Dated | None:
    """Give the first day of a month."""
    return of_month(today=today, month=month, day=1, year=year)


def middle_of(*, today: date, month: int, year: int | None = None) -> Dated | None:
    """Give the 15th of a month."""
    return of_month(today=today, month=month, day=15, year=year)


def stretch(*, count: int, unit: str) -> Stretch:
    """Give two weeks, as fourteen days."""
    months = _MONTHS_IN.get(unit, 0)
    return Stretch(months=count * months) if months else Stretch(days=count * _DAYS_IN.get(unit, 0))


def every_year(month: int, day: int) -> Holiday:
    """Give a holiday that is on the same day every year."""
    return lambda year: date(year, month, day)


def _first(today: date, month: int, year: int | None) -> date | None:
    if year is not None:
        return days.in_year(year, month, 1)
    return next(days.on(today.year + (month < today.month), month, 1), None)


def _shifted(day: date, span: Stretch, direction: int) -> Dated | None:
    if not span.days and not span.months:
        return None
    if span.months:
        return _dated(days.months_later(day, direction * span.months))
    return _dated(days.later(day, direction * span.days))


def _dated(day: date | None) -> Dated | None:
    return Dated(day=day) if day else None
