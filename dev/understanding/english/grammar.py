"""Finds the values of Lex's built-in slot types in an English text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dev.understanding.english import answers
from dev.understanding.english.cities import city_at, listed_city, named_at, unlisted_city_at
from dev.understanding.english.dates import MONTHS, WEEKDAYS, date_at, next_in_month
from dev.understanding.english.durations import duration_at
from dev.understanding.english.numbers import number_at
from dev.understanding.english.stays import nights_until, stay_at
from dev.understanding.span import Setting, Span
from dev.understanding.words import Words

_MONTH_FIRST = {"en-US"}
# "In two weeks" is a day, and "half a night" nothing that can be booked.
_NO_DURATION_AFTER = {"in", "half", "more"}


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """See ``Grammar``; 9/1 is September 1 in en-US and January 9 elsewhere."""

    locale: str

    @property
    def fillers(self) -> frozenset[str]:
        """See ``Grammar``."""
        return answers.FILLERS

    @property
    def names(self) -> frozenset[str]:
        """See ``Grammar``."""
        return frozenset({*MONTHS, *WEEKDAYS})

    def opening(self, words: Words) -> int:
        """See ``Grammar``."""
        return answers.opening([word.folded for word in words])

    def verdict(self, words: Words) -> bool | None:
        """See ``Grammar``."""
        return answers.verdict([word.folded for word in words])

    def spans(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        """See ``Grammar``."""
        for start in range(len(words)):
            match slot_type:
                case "AMAZON.City":
                    city = city_at(words, start) or unlisted_city_at(words, start, common=setting.common)
                    yield from _span(start, city)
                case "AMAZON.Date":
                    yield from self._dates(words, start, setting.today)
                case "AMAZON.Duration":
                    yield from self._durations(words, start, setting)
                case "AMAZON.Number":
                    number = number_at(words, start)
                    yield from _span(start, number and (str(number[0]), number[1]))

    def asked(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        """See ``Grammar``; "3" is three nights, "12" the 12th, and a capitalised name a city."""
        content = [at for at, word in enumerate(words) if word.folded not in answers.FILLERS]
        if content and slot_type == "AMAZON.City":
            yield from _asked_city(words, content, common=setting.common)
        number = number_at(words, content[0]) if content else None
        if number is None or content[-1] >= content[0] + number[1]:
            return
        if slot_type == "AMAZON.Duration":
            yield Span(start=content[0], length=number[1], interpreted=f"P{number[0]}D")
        elif slot_type == "AMAZON.Date":
            day = next_in_month(number[0], setting.today)
            yield from _span(content[0], (day.isoformat(), number[1]) if day else None)

    def _dates(self, words: Words, start: int, today: date) -> Iterator[Span]:
        day_first = self.locale not in _MONTH_FIRST
        stay = stay_at(words, start, today=today, day_first=day_first)
        found = stay.arrival if stay else date_at(words, start, today=today, day_first=day_first)
        yield from _span(start, (found.day.isoformat(), found.length) if found else None)

    def _durations(self, words: Words, start: int, setting: Setting) -> Iterator[Span]:
        day_first = self.locale not in _MONTH_FIRST
        before = words[start - 1].folded if start else ""
        if before not in _NO_DURATION_AFTER:
            yield from _span(start, duration_at(words, start))
        stay = stay_at(words, start, today=setting.today, day_first=day_first)
        if stay:
            yield Span(start=stay.ending_start, length=stay.ending_length, interpreted=f"P{stay.nights}D")
        # "To Friday" ends a stay only where its length was asked for: else it may be another arrival.
        elif setting.arrival and (words[start].folded != "to" or setting.asked == "AMAZON.Duration"):
            until = nights_until(words, start, arrival=setting.arrival, day_first=day_first)
            yield from _span(start, (f"P{until[0]}D", until[1]) if until else None)


def _asked_city(words: Words, content: list[int], *, common: frozenset[str]) -> Iterator[Span]:
    """Give the one name that an answer is, be it a common word ("nice") or in no list ("Bad Homburg")."""
    listed = listed_city([words[at] for at in content])
    start = next((at for at in content if words[at].folded not in common), content[0])
    named = named_at(words, start, common=common)
    if listed:
        yield Span(start=content[0], length=content[-1] + 1 - content[0], interpreted=listed)
    elif named and content[-1] < start + named[1]:
        yield Span(start=start, length=named[1], interpreted=named[0])


def _span(start: int, found: tuple[str, int] | None) -> Iterator[Span]:
    if found:
        yield Span(start=start, length=found[1], interpreted=found[0])
