"""Finds dates in a text, by the words of a language's calendar."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dev.understanding import dated
from dev.understanding.calendar_words import CalendarWords
from dev.understanding.dated import Dated, Holiday, Stretch, stretch
from dev.understanding.phrases import Meaning, Readers, Reading, reading
from dev.understanding.spelling import Spelling
from dev.understanding.words import Words, said
from dev.understanding.written_dates import written_date

_LAST_DAY = 31
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST_NAME = 4  # words
_RATED_BEFORE = 3  # words: "rated with a 4/5"
_REMEMBERED = 8  # days that are today
_DATES_COUNT_IN = frozenset({"day", "week", "fortnight", "month", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text, how many words it takes, and whether only a day's number was said ("the 12th")."""

    day: date
    length: int
    bare: bool = False


class Calendar:
    """Knows a language's calendar. day_first: 9/1/2027 is January 9 (true) or September 1 (false)."""

    def __init__(self, words: CalendarWords, *, day_first: bool) -> None:
        self.words, self._day_first = words, day_first
        self._months = Spelling(words.months, never=words.never)
        self._weekdays = Spelling(words.weekdays, never=words.never)
        self._near = Spelling(words.near, never=words.never)
        self._reading = lru_cache(maxsize=_REMEMBERED)(self._readings)
        self._readers: Readers = {
            "month": self._month,
            "weekday": self._weekday,
            "near": self._near_at,
            "day": self.day_number,
            "nth": self._nth,
            "rank": self._ordinal,
            "year": self._year,
            "holiday": self._holiday,
            "span": self._span,
        }

    def date_at(self, words: Words, start: int, *, today: date) -> FoundDate | None:
        """Give the longest date that begins at a word; none where that is no day, as February 30."""
        written = written_date(words, start, today=today, day_first=self._day_first, before=self.words.before)
        if written:
            return None if self._is_fraction(words, start) else FoundDate(day=written.day, length=1)
        read = self._read(words, start, today=today)
        return _found(read.meaning) if read.meaning and read.meaning.length == read.reach else None

    def no_day_at(self, words: Words, start: int, *, today: date) -> int:
        """Give how many words from one on name a day that the calendar does not have."""
        read = self._read(words, start, today=today)
        return read.reach if read.meaning is None or read.meaning.length < read.reach else 0

    def is_near(self, words: Words, at: int) -> bool:
        """Tell whether a word is a day counted from today, as "tomorrow" is."""
        return self._near_at(words, at) is not None

    def day_number(self, words: Words, start: int) -> tuple[int, int] | None:
        """Give a day of the month and how many words it takes: 12, 12th, twelfth, twenty first."""
        ordinal = self._ordinal(words, start)
        number = ordinal or self._cardinal(words, start)
        return number if number and 1 <= number[0] <= _LAST_DAY else None

    def _is_fraction(self, words: Words, at: int) -> bool:
        """Tell whether 4/5 is no day: "rated 4/5", "4/5 stars", "1/2 day"."""
        following = said(words, at + 1)
        counts = following in self.words.things - self.words.after | self.words.rated
        rated = any(said(words, before) in self.words.rated for before in range(at - _RATED_BEFORE, at))
        return words[at].folded.count("/") == 1 and (counts or rated)

    def _read(self, words: Words, start: int, *, today: date) -> Reading[Dated]:
        return reading(self.words.phrases, words, start, readers=self._reading(today), today=today)

    def _readings(self, today: date) -> Readers:
        return {**self._readers, "anchor": lambda words, at: self._anchor(words, at, today)}

    def _anchor(self, words: Words, at: int, today: date) -> tuple[Dated, int] | None:
        """Read a day that others are counted from: tomorrow, Friday, Christmas."""
        found: tuple[Dated | None, int] = (None, 0)
        if near := self._near_at(words, at):
            found = dated.near(today=today, near=near[0]), near[1]
        elif weekday := self._weekday(words, at):
            found = dated.coming(today=today, weekday=weekday[0]), weekday[1]
        elif holiday := self._holiday(words, at):
            found = dated.holiday(today=today, holiday=holiday[0]), holiday[1]
        return (found[0], found[1]) if found[0] else None

    def _month(self, words: Words, at: int) -> tuple[int, int] | None:
        month = self._months.get(said(words, at))
        return (month, 1) if month else None

    def _weekday(self, words: Words, at: int) -> tuple[int, int] | None:
        word = said(words, at)
        weekday = self._weekdays.get(word)
        unclear = word in self.words.short and said(words, at - 1) not in self.words.before and len(words) > 1
        return None if weekday is None or unclear else (weekday, 1)

    def _near_at(self, words: Words, at: int) -> tuple[int, int] | None:
        near = self._near.get(said(words, at))
        other = said(words, at - 1) in self.words.not_near_after
        return None if near is None or other else (near, 1)

    def _cardinal(self, words: Words, at: int) -> tuple[int, int] | None:
        if at >= len(words):
            return None
        number = self.words.number(words, at)
        counts = number and said(words, at + number[1]) in self.words.things
        return None if counts else number

    def _ordinal(self, words: Words, at: int) -> tuple[int, int] | None:
        word = said(words, at)
        for end in self.words.ordinal_ends:
            digits = word.removesuffix(end)
            if digits != word and digits.isdecimal():
                return int(digits), 1
        two = f"{word} {said(words, at + 1)}"
        if two in self.words.ordinals:
            return self.words.ordinals[two], 2
        return (self.words.ordinals[word], 1) if word in self.words.ordinals else None

    def _nth(self, words: Words, at: int) -> tuple[int, int] | None:
        """Read an ordinal that names a day, not a floor, a choice or a room."""
        number = self._ordinal(words, at) or self._bare_number(words, at)
        if not number or not 1 <= number[0] <= _LAST_DAY:
            return None
        following = said(words, at + number[1])
        if words[at + number[1] - 1].ends_sentence:
            following = ""
        ranks = following in self.words.ranked or following in self.words.things
        spoken = not words[at].folded[0].isdecimal()
        fits = not following or following in self.words.after or following in self.words.months
        led = said(words, at - 1) in self.words.the | self.words.before | self.words.weekdays.keys()
        return None if ranks or (spoken and not (fits and led)) else number

    def _bare_number(self, words: Words, at: int) -> tuple[int, int] | None:
        """Read "on the 12" or "el 12": a number without its ending, where nothing but a day can be meant."""
        if said(words, at - 1) in self.words.day_leads:
            return None if "%" in words[at].after else self._cardinal(words, at)
        led = said(words, at - 1) in self.words.the and said(words, at - 2) in self.words.before
        following = said(words, at + 1)
        if not led or not said(words, at).isdecimal() or (following and following not in self.words.after):
            return None
        return int(words[at].folded), 1

    def _year(self, words: Words, at: int) -> tuple[int, int] | None:
        word = said(words, at)
        counts = said(words, at + 1) in self.words.things
        if counts or not word.isdecimal() or not _FIRST_YEAR <= int(word) <= _LAST_YEAR:
            return None
        return int(word), 1

    def _holiday(self, words: Words, at: int) -> tuple[Holiday, int] | None:
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            name = " ".join(word.folded for word in words[at : at + length])
            holiday = self.words.holidays.get(name)
            if holiday and said(words, at + length) not in self.words.ranked:
                return holiday, length
        return None

    def _span(self, words: Words, at: int) -> tuple[Stretch, int] | None:
        if at >= len(words) or said(words, at - 1) in self.words.staying:
            return None
        number = (1, 1) if words[at].folded in self.words.one else self.words.number(words, at)
        unit = self.words.units.get(said(words, at + number[1])) if number else None
        if not number or unit not in _DATES_COUNT_IN:
            return None
        return stretch(count=number[0], unit=unit), number[1] + 1


def _found(found: Meaning[Dated]) -> FoundDate:
    return FoundDate(day=found.value.day, length=found.length, bare=found.value.bare)
