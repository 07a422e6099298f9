"""The grammar of a language, made of its words: finds values of the built-in slot types in a text."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from dev.understanding.calendar import Calendar
from dev.understanding.clock import Clock
from dev.understanding.durations import Durations
from dev.understanding.money import asked_money, money_at, percentage_at
from dev.understanding.people import Name, asked_name, first_name, last_name
from dev.understanding.phrases import Phrase, longest
from dev.understanding.places import Places
from dev.understanding.span import Setting, Span
from dev.understanding.spoken_stays import Stays
from dev.understanding.tongue import Tongue
from dev.understanding.verdicts import opening, refused, verdict
from dev.understanding.words import Words, said
from dev.understanding.written import code_at, email_at, phone_at

_LONGEST_COUNTRY = 5  # words
_LONGEST_LEAD = 3  # words before a value that tell how it is meant
_REMEMBERED = 64  # slot types in texts: each intent of a bot looks for its own in the same text
_MANY = 10**12  # a number with more digits is none that anybody means
_CITY, _NUMBER = "AMAZON.City", "AMAZON.Number"
_FIRST, _LAST = "AMAZON.FirstName", "AMAZON.LastName"
# What begins at a word: its value, and how many words it takes.
_Found = tuple[str, int] | None


class SpokenGrammar:
    """See ``Grammar``."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._calendar = Calendar(tongue.calendar, day_first=tongue.day_first)
        self._stays = Stays(calendar=self._calendar, durations=Durations(tongue.durations))
        self._clock, self._places = Clock(tongue.clock), Places(tongue.places)
        self._spans = lru_cache(maxsize=_REMEMBERED)(lambda *given: tuple(self._found(*given)))

    @property
    def fillers(self) -> frozenset[str]:
        """See ``Grammar``."""
        return self._tongue.fillers

    @cached_property
    def names(self) -> frozenset[str]:
        """See ``Grammar``."""
        return frozenset({*self._tongue.calendar.months, *self._tongue.calendar.weekdays})

    @property
    def correcting(self) -> frozenset[str]:
        """See ``Grammar``."""
        return self._tongue.answers.correcting

    def origin(self, slot_type: str, words: Words, start: int) -> str:
        """See ``Grammar``."""
        if slot_type == _CITY:
            return _before(self._tongue.origin, words, start)
        return self._stays.leaving(words, start) if slot_type == "AMAZON.Date" else ""

    @cached_property
    def beside(self) -> frozenset[str]:
        """See ``Grammar``."""
        return self._tongue.answers.correcting | self._tongue.answers.telling

    @property
    def repairing(self) -> frozenset[str]:
        """See ``Grammar``."""
        return self._tongue.answers.repairing

    @property
    def refusing(self) -> frozenset[str]:
        """See ``Grammar``."""
        return self._tongue.answers.refusing

    def denied(self, words: Words, start: int, end: int) -> bool:
        """See ``Grammar``."""
        after = refused(words, end, language=self._tongue.answers)
        return after or bool(_before(self._tongue.denying, words, start))

    def opening(self, words: Words) -> int:
        """See ``Grammar``."""
        return opening([word.folded for word in words], language=self._tongue.answers)

    def verdict(self, words: Words) -> bool | None:
        """See ``Grammar``."""
        return verdict([word.folded for word in words], language=self._tongue.answers)

    def spans(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        """See ``Grammar``."""
        yield from self._spans(slot_type, words, setting)

    def asked(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        """See ``Grammar``; "3" is three nights, "12" the 12th, and a capitalised name a city."""
        content = [at for at, word in enumerate(words) if word.folded not in self.fillers]
        if slot_type == "AMAZON.FreeFormInput" and words:
            yield Span(start=0, length=len(words), interpreted=_whole(words))
        if not content:
            return
        if slot_type == _CITY:
            city = self._places.asked(words, content, common=setting.common)
            if city:
                yield Span(start=city[0], length=city[1], interpreted=city[2])
        elif slot_type in {_FIRST, _LAST}:
            last = slot_type == _LAST
            yield from _named(asked_name(words, content, last=last, language=self._tongue.people))
        else:
            yield from self._bare(slot_type, words, content, setting)

    def _found(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        if slot_type == "AMAZON.Date":
            yield from self._stays.dates(words, setting)
        elif slot_type == "AMAZON.Duration":
            yield from self._stays.durations(words, setting)
        elif slot_type in {_FIRST, _LAST}:
            yield from self._names(slot_type, words)
        elif slot_type == _CITY:
            yield from self._cities(words, setting)
        elif slot_type == _NUMBER:
            yield from self._numbers(words, setting)
        elif read := self._reader(slot_type):
            for start in range(len(words)):
                yield from _span(start, read(words, start))

    def _bare(self, slot_type: str, words: Words, content: list[int], setting: Setting) -> Iterator[Span]:
        """Read an answer that is nothing but a number or a code."""
        start = content[0]
        found: _Found = None
        match slot_type:
            case "AMAZON.Duration":
                found = self._nights(words, start)
            case "AMAZON.Date":
                found = self._stays.bare_day(words, start, setting)
            case "AMAZON.Time":
                found = self._clock.asked(words, start)
            case "Parley.Money":
                found = asked_money(words, start, language=self._tongue.money)
            case "AMAZON.AlphaNumeric":
                found = code_at(words, start) or (words[start].written, 1)
            case "AMAZON.Percentage":
                number = self._number(words, start)
                found = (f"{number[0]}%", number[1]) if number else None
        if found and content[-1] < start + found[1] and not self._people(words, start, start + found[1]):
            yield from _span(start, found)

    def _people(self, words: Words, start: int, end: int) -> bool:
        """Tell whether a number counts people: "there are 4", "4 of us"."""
        after = longest(self._tongue.people_after, words, end, readers={})
        return after is not None or bool(_before(self._tongue.people_before, words, start))

    def _reader(self, slot_type: str) -> Callable[[Words, int], _Found] | None:
        readers: dict[str, Callable[[Words, int], _Found]] = {
            "AMAZON.Country": self._country,
            "AMAZON.Time": self._clock.at,
            "AMAZON.EmailAddress": email_at,
            "AMAZON.PhoneNumber": phone_at,
            "AMAZON.AlphaNumeric": code_at,
            "AMAZON.Percentage": lambda words, at: percentage_at(words, at, language=self._tongue.money),
            "Parley.Money": lambda words, at: money_at(words, at, language=self._tongue.money),
        }
        return readers.get(slot_type)

    def _names(self, slot_type: str, words: Words) -> Iterator[Span]:
        read = first_name if slot_type == _FIRST else last_name
        for at in range(len(words)):
            yield from _named(read(words, at, language=self._tongue.people))

    def _cities(self, words: Words, setting: Setting) -> Iterator[Span]:
        """Give the cities that a list knows, or else names that stand where a city may stand."""
        for find in (self._places.city_at, self._places.name_at):
            found = [(at, find(words, at, common=setting.common)) for at in range(len(words))]
            for at, one in found:
                yield from _span(at, one)
            if any(one for _, one in found):
                return

    def _numbers(self, words: Words, setting: Setting) -> Iterator[Span]:
        """Give the numbers that are no part of a date, a time or a phone number."""
        others = [*self.spans("AMAZON.Date", words, setting)]
        others += [one for one in self.spans("AMAZON.PhoneNumber", words, setting) if one.length > 1]
        if setting.asked != _NUMBER:
            others += self.spans("AMAZON.Time", words, setting)
        taken = {at for span in others for at in range(span.start, span.end)}
        for start in range(len(words)):
            if start not in taken:
                yield from _span(start, self._number(words, start))

    def _number(self, words: Words, at: int) -> _Found:
        found = self._tongue.number(words, at)
        return (str(found[0]), found[1]) if found and found[0] < _MANY else None

    def _nights(self, words: Words, at: int) -> _Found:
        found = self._number(words, at)
        return (f"P{found[0]}D", found[1]) if found else None

    def _country(self, words: Words, at: int) -> _Found:
        for length in range(min(_LONGEST_COUNTRY, len(words) - at), 0, -1):
            key = " ".join(word.folded for word in words[at : at + length])
            if key in self._tongue.countries:
                return self._tongue.countries[key], length
        return None


def _before(phrases: Sequence[Phrase[bool]], words: Words, start: int) -> str:
    """Give the first word of a phrase that ends right before a word, or nothing; a comma breaks it."""
    for at in range(max(start - _LONGEST_LEAD, 0), start):
        found = longest(phrases, words, at, readers={})
        broken = any("," in word.after for word in words[at:start])
        if found and found.length == start - at and not broken:
            return said(words, at)
    return ""


def _whole(words: Words) -> str:
    """Give the text that words were cut from."""
    return "".join(word.before + word.written for word in words).strip() + words[-1].after.rstrip()


def _named(name: Name | None) -> Iterator[Span]:
    if name:
        yield Span(start=name.start, length=name.length, interpreted=name.name)


def _span(start: int, found: _Found) -> Iterator[Span]:
    if found:
        yield Span(start=start, length=found[1], interpreted=found[0])
