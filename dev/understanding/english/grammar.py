"""Finds the values of Lex's built-in slot types in an English text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dev.understanding.english import answers
from dev.understanding.english.cities import city_at, named_at, unlisted_city_at
from dev.understanding.english.dates import MONTHS, WEEKDAYS, date_at, next_in_month
from dev.understanding.english.durations import duration_at
from dev.understanding.english.numbers import number_at
from dev.understanding.english.stays import nights_until, stay_at
from dev.understanding.span import Setting, Span
from dev.understanding.words import Words

_MONTH_FIRST = {"en-US"}


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
        if not content:
            return
        at, number = content[0], number_at(words, content[0])
        bare = number and content[-1] < at + number[1]
        if slot_type == "AMAZON.Duration" and number and bare:
            yield Span(start=at, length=number[1], interpreted=f"P{number[0]}D")
        elif slot_type == "AMAZON.Date" and number and bare:
            day = next_in_month(number[0], setting.today)
            yield from _span(at, (day.isoformat(), number[1]) if day else None)
        elif slot_type == "AMAZON.City":
            known = next((at for at in content if words[at].folded not in setting.common), at)
            city = named_at(words, known, common=setting.common)
            rest = [at for at in content if at >= known + (city[1] if city else 0)]
            yield from _span(known, None if rest else city)

    def _dates(self, words: Words, start: int, today: date) -> Iterator[Span]:
        day_first = self.locale not in _MONTH_FIRST
        stay = stay_at(words, start, today=today, day_first=day_first)
        found = stay.arrival if stay else date_at(words, start, today=today, day_first=day_first)
        yield from _span(start, (found.day.isoformat(), found.length) if found else None)

    def _durations(self, words: Words, start: int, setting: Setting) -> Iterator[Span]:
        day_first = self.locale not in _MONTH_FIRST
        yield from _span(start, duration_at(words, start))
        stay = stay_at(words, start, today=setting.today, day_first=day_first)
        if stay:
            yield Span(start=stay.ending_start, length=stay.ending_length, interpreted=f"P{stay.nights}D")
        elif setting.arrival:
            until = nights_until(words, start, arrival=setting.arrival, day_first=day_first)
            yield from _span(start, (f"P{until[0]}D", until[1]) if until else None)


def _span(start: int, found: tuple[str, int] | None) -> Iterator[Span]:
    if found:
        yield Span(start=start, length=found[1], interpreted=found[0])
