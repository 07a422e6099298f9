"""Finds when a stay begins and how long it is: dates, durations, and stays said by both their ends."""

from collections.abc import Iterator, Sequence

from dev.understanding import calendar_days as days
from dev.understanding.calendar import Calendar, FoundDate
from dev.understanding.durations import Durations
from dev.understanding.phrases import longest
from dev.understanding.span import Setting, Span
from dev.understanding.stays import Arrival, Ending, arrival_at, ending_at
from dev.understanding.words import Words, said

_DURATION = "AMAZON.Duration"
_FURTHEST = 4  # words before a date that may tell that it is a stay's end


class Stays:
    """Reads dates and durations by a language's calendar."""

    def __init__(self, *, calendar: Calendar, durations: Durations) -> None:
        self._calendar, self._durations = calendar, durations

    def dates(self, words: Words, setting: Setting) -> Iterator[Span]:
        """Give every date, as ``2027-09-01``."""
        for start in range(len(words)):
            found = self._arrival(words, start, setting)
            if found:
                yield Span(start=start, length=found.length, interpreted=found.day.isoformat())

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
        day = days.next_in_month(number[0], setting.today) if number else None
        return (day.isoformat(), number[1]) if number and day else None

    def _arrival(self, words: Words, start: int, setting: Setting) -> FoundDate | None:
        return arrival_at(words, start, calendar=self._calendar, today=setting.today)

    def _arrivals(self, words: Words, setting: Setting) -> Iterator[Arrival]:
        """Give the dates in a text, each with where it stands; none within another."""
        end = 0
        for start in range(len(words)):
            found = self._arrival(words, start, setting) if start >= end else None
            if found:
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
