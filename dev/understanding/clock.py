"""Times of day, as Lex gives them: ``17:30``, or ``MO``, ``AF``, ``EV``, ``NI`` for a part of the day.

An hour that may be before or after noon is taken for the likelier: 1 to 6 is in the afternoon. (Lex gives
both and chooses neither.) Source: https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-time.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dev.understanding.phrases import Phrase, Reader, Readers, longest
from dev.understanding.words import Words, said

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_NOON, _HOURS, _MINUTES = 12, 24, 60
_AFTERNOON_UNTIL = 6
_AFTER_NOON = {"PM", "AF", "EV"}
_NIGHT_FROM = 6  # 7 at night is in the evening, 2 at night in the morning


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWords:
    """How a language says times, its words folded.

    number: reads a whole number. halves: as "pm" for ``PM``, "a m" for ``AM``, "in the evening" for ``EV``.
    parts: parts of a day that are a time by themselves, as "in the morning" for ``MO``.
    before: words before an hour that is one ("at 5"). things: what a number counts, so that it is no hour.
    phrases: may name {hour}, {minute}, {clock} (17:30) and {half}.
    """

    number: Reader
    halves: Mapping[str, str]
    parts: Mapping[str, str]
    before: frozenset[str]
    things: frozenset[str]
    phrases: Sequence[Phrase[str]]


class Clock:
    """Reads times by a language's words."""

    def __init__(self, words: ClockWords) -> None:
        self._words = words
        self._readers: Readers = {
            "hour": self._hour,
            "minute": self._minute,
            "clock": _clock,
            "half": lambda words, at: _longest(self._words.halves, words, at),
            "part": lambda words, at: _longest(self._words.parts, words, at),
        }

    def at(self, words: Words, start: int) -> tuple[str, int] | None:
        """Give the time that begins at a word and how many words it takes."""
        found = longest(self._words.phrases, words, start, readers=self._readers)
        if found:
            return found.value, found.length
        part = _longest(self._words.parts, words, start)
        if part:
            return part
        hour = self._hour(words, start) if said(words, start - 1) in self._words.before else None
        return (moment(hour=hour[0]) or "", hour[1]) if hour and self._plain(words, start, hour[1]) else None

    def asked(self, words: Words, at: int) -> tuple[str, int] | None:
        """Give the time that a bare number is where one was asked for: 5, 1730."""
        digits = said(words, at)
        if re.fullmatch(r"\d{3,4}", digits):
            found = moment(hour=int(digits[:-2]), minute=int(digits[-2:]))
            return (found, 1) if found else None
        hour = self._hour(words, at)
        return (moment(hour=hour[0]) or "", hour[1]) if hour else None

    def _plain(self, words: Words, start: int, length: int) -> bool:
        return said(words, start + length) not in self._words.things and "%" not in words[start].after

    def _hour(self, words: Words, at: int) -> tuple[int, int] | None:
        number = self._words.number(words, at) if at < len(words) else None
        begins = number and self._words.number(words[at : at + 1], 0)  # "a dozen" does not
        return number if number and begins and 0 <= number[0] <= _HOURS else None

    def _minute(self, words: Words, at: int) -> tuple[int, int] | None:
        number = self._words.number(words, at) if at < len(words) else None
        return number if number and 0 <= number[0] < _MINUTES else None


def moment(*, hour: int, minute: int = 0, half: str = "") -> str | None:
    """Give ``17:30`` for an hour, its minutes, and the half or part of the day that was said with it."""
    if not (0 <= hour <= _HOURS and 0 <= minute < _MINUTES):
        return None
    later = half in _AFTER_NOON or (half == "NI" and _NIGHT_FROM < hour < _NOON)
    if half and hour <= _NOON:
        midnight = half == "NI" and hour == _NOON
        hour = hour % _NOON + (_NOON if later and not midnight else 0)
    elif not half and 1 <= hour <= _AFTERNOON_UNTIL:
        hour += _NOON
    return f"{hour % _HOURS:02}:{minute:02}"


def by_clock(*, clock: tuple[int, int], half: str = "") -> str | None:
    """Give 17:30 or 5:30 pm; four digits with a leading zero or past twelve say it all."""
    hour, minute = clock
    if half:
        return moment(hour=hour, minute=minute, half=half)
    return f"{hour:02}:{minute:02}" if hour < _HOURS and minute < _MINUTES else None


def past(*, hour: int, minute: int, half: str = "") -> str | None:
    """Give ten past five."""
    return moment(hour=hour, minute=minute, half=half)


def to(*, hour: int, minute: int, half: str = "") -> str | None:
    """Give ten to five, which is of the hour before."""
    if not 0 < minute < _MINUTES or not 0 < hour <= _HOURS:
        return None
    found = moment(hour=hour, minute=0, half=half)
    before = (int(found[:2]) - 1) % _HOURS if found else 0
    return f"{before:02}:{_MINUTES - minute:02}" if found else None


def _clock(words: Words, at: int) -> tuple[tuple[int, int], int] | None:
    found = _CLOCK.fullmatch(said(words, at))
    colon = found and ":" in found[0]
    return ((int(found[1]), int(found[2])), 1) if found and (colon or len(found[2]) == len("30")) else None


def _longest(known: Mapping[str, str], words: Words, at: int) -> tuple[str, int] | None:
    for length in range(min(4, len(words) - at), 0, -1):
        value = known.get(" ".join(word.folded for word in words[at : at + length]))
        if value:
            return value, length
    return None
