"""Finds when a stay begins and how long it is: dates, durations, and stays said by both their ends."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from dev.understanding import calendar_days as days
from dev.understanding.calendar import Calendar, FoundDate
from dev.understanding.durations import Durations
from dev.understanding.phrases import longest
from dev.understanding.span import Setting, Span
from dev.understanding.stays import Arrival, Ending, arrival_at, day_after, ending_at, lead
from dev.understanding.words import Words, said

_DATE, _DURATION = "AMAZON.Date", "AMAZON.Duration"
_REMEMBERED = 8  # texts: both dates and durations are looked for in one
_FURTHEST = 4  # words before a date that may tell that it is a stay's end


class Stays:
    """Reads dates and durations by a language's calendar."""

    def __init__(self, *, calendar: Calendar, durations: Durations) -> None:
        self._calendar, self._durations = calendar, durations
        self._missing = lru_cache(maxsize=_REMEMBERED)(self._days_missing)

    def dates(self, words: Words, setting: Setting) -> Iterator[Span]:
        """Give every date, as ``2027-09-01``."""
        missing = self._missing(words, setting.today)
        begun: Arrival | None = None
        for start in range(len(words)):
            found = self._arrival(words, start, setting)
            if found and not self._goes_with(missing, words, start, found):
                day = self._ordered(words, start, found, begun, setting)
                yield Span(start=start, length=found.length, interpreted=day.isoformat())
                if begun is None or start >= begun.end:
                    begun = Arrival(day=day, start=start, end=start + found.length)

    def durations(self, words: Words, setting: Setting) -> Iterator[Span]:
        """Give every duration, and the nights until the end of a stay whose arrival is known."""
        arrivals = list(self._arrivals(words, setting))
        for start in range(len(words)):
            found = self._durations.at(words, start)
            if found:
                yield Span(start=start, length=found[1], interpreted=found[0])
            ending = self._ending(words, start, arrivals, setting)
            if ending:
                yield Span(start=start, length=ending.length, interpreted=f"P{ending.nights}D")

    def leaving(self, words: Words, start: int) -> str:
        """Give the first of the words before a date that make it the end of a stay, or nothing."""
        for at in range(max(start - _FURTHEST, 0), start):
            found = longest(self._calendar.words.leaving, words, at, readers={})
            if found and all(
                said(words, one) in self._calendar.words.the for one in range(at + found.length, start)
            ):
                return said(words, at)
        return ""

    def bare_day(self, words: Words, start: int, setting: Setting) -> tuple[str, int] | None:
        """Give the day that a bare number is where a date was asked for: the next 12th for "12"."""
        number = self._calendar.day_number(words, start)
        since = days.later(setting.after, 1) if setting.after else setting.today
        day = days.next_in_month(number[0], since or setting.today) if number else None
        return (day.isoformat(), number[1]) if number and day else None

    def _ordered(
        self, words: Words, start: int, found: FoundDate, begun: Arrival | None, setting: Setting
    ) -> date:
        """Give a date, the next such day after a stay's beginning where it can only be its end."""
        since = setting.after if setting.asked == _DATE else None
        if begun and begun.end < start == begun.end + self._led(words, begun.start, begun.end):
            since = begun.day
        elif since is None and self.leaving(words, start):
            since = setting.arrival
        if since is None or found.day > since:
            return found.day
        later = day_after(words, start, calendar=self._calendar, after=since, today=setting.today)
        return later.day if later and later.length == found.length else found.day

    def _days_missing(self, words: Words, today: date) -> Sequence[range]:
        """Give where the words name days that the calendar does not have, as February 30."""
        every = (range(at, at + self._calendar.no_day_at(words, at, today=today)) for at in range(len(words)))
        return [one for one in every if one]

    def _goes_with(self, missing: Sequence[range], words: Words, start: int, found: FoundDate) -> bool:
        """Tell whether a date is part of a day that there is not, or the other end of a stay with one."""
        end = start + found.length
        for gone in missing:
            until = gone.stop + self._led(words, gone.start, gone.stop)
            begun = found.bare and end + self._led(words, start, end) == gone.start > end
            if begun or (start in gone and end <= gone.stop) or until == start > gone.stop:
                return True
        return False

    def _led(self, words: Words, start: int, end: int) -> int:
        """Give how many words after a day say that a stay ends on what follows."""
        return lead(words, Arrival(day=date.min, start=start, end=end), calendar=self._calendar)

    def _arrival(self, words: Words, start: int, setting: Setting) -> FoundDate | None:
        return arrival_at(words, start, calendar=self._calendar, today=setting.today)

    def _arrivals(self, words: Words, setting: Setting) -> Iterator[Arrival]:
        """Give the dates in a text, each with where it stands; none within another."""
        end, missing = 0, self._missing(words, setting.today)
        for start in range(len(words)):
            found = self._arrival(words, start, setting) if start >= end else None
            if found and not self._goes_with(missing, words, start, found):
                end = start + found.length
                yield Arrival(day=found.day, start=start, end=end)

    def _ending(
        self, words: Words, start: int, arrivals: Sequence[Arrival], setting: Setting
    ) -> Ending | None:
        """Give a stay's end; "to Friday" is one only after its arrival, or where its length was asked for."""
        begun = next((one for one in reversed(arrivals) if one.end <= start), None)
        if begun is None and setting.arrival:
            begun = Arrival(day=setting.arrival, end=start if setting.asked == _DURATION else -1)
        after = (one for one in arrivals if one.start > start and not self.leaving(words, one.start))
        begun = begun or next(after, None)
        if begun is None:
            return None
        return ending_at(words, start, arrival=begun, calendar=self._calendar, today=setting.today)
