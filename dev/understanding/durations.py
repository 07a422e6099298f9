"""Durations, in ISO 8601 as Lex gives them: ``P3D``, ``P1W``, ``PT5H10M``.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-duration.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dev.understanding.phrases import Meaning, Phrase, Reader, Readers, longest
from dev.understanding.words import Words, said

_LETTERS = {"minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y"}
_TIMES = ("hour", "minute")
_DAYS = {"week": 7, "day": 1, "night": 1}
# So many of a unit, as (2, "week").
Amount = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationWords:
    """How a language says durations, its words folded.

    units: as "nights" for ``night``. number: reads a whole number.
    phrases: one amount each; they may name {count} (a whole number) and {unit}.
    and_: words between two amounts. not_after, not_before: words beside what is no duration, as
        "ago"; one or two before it ("dentro de"), one after it.
    each: words and numbers after which "a night" is a rate; a unit's first words that may be one: ``one``.
    """

    units: Mapping[str, str]
    number: Reader
    phrases: Sequence[Phrase[Amount]]
    and_: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    each: frozenset[str]
    one: frozenset[str]


class Durations:
    """Reads durations by a language's words."""

    def __init__(self, words: DurationWords) -> None:
        self._words = words
        self._readers: Readers = {"count": words.number, "unit": self._unit}

    def at(self, words: Words, start: int) -> tuple[str, int] | None:
        """Give the duration that begins at a word and the words it takes: ``("P1W", 2)`` for "a week"."""
        before = said(words, start - 1)
        led = {before, f"{said(words, start - 2)} {before}"}
        if not led.isdisjoint(self._words.not_after) or self._rate(words, start):
            return None
        amounts: list[Amount] = []
        at = start
        while part := self._amount(words, at + self._joined(words, at, bool(amounts))):
            at += part.length + self._joined(words, at, bool(amounts))
            count, unit = part.value
            amounts.append((2 * count, "week") if unit == "fortnight" else part.value)
        if not amounts or said(words, at) in self._words.not_before:
            return None
        return iso(amounts), at - start

    def _amount(self, words: Words, at: int) -> Meaning[Amount] | None:
        return longest(self._words.phrases, words, at, readers=self._readers) if at < len(words) else None

    def _joined(self, words: Words, at: int, begun: bool) -> int:  # noqa: FBT001 (one place, and private)
        return int(begun and said(words, at) in self._words.and_)

    def _unit(self, words: Words, at: int) -> tuple[str, int] | None:
        unit = self._words.units.get(said(words, at))
        return (unit, 1) if unit else None

    def _rate(self, words: Words, start: int) -> bool:
        """Tell whether "a night" says what a night costs, as in "$90 a night"."""
        before = said(words, start - 1)
        counted = before[:1].isdecimal() or before in self._words.each
        return said(words, start) in self._words.one and counted


def so_many(*, count: int, unit: str) -> Amount:
    """Give what {count} {unit} says."""
    return count, unit


def one(*, unit: str) -> Amount:
    """Give what "a {unit}" says."""
    return 1, unit


def couple(*, unit: str) -> Amount:
    """Give what "a couple of {unit}" says."""
    return 2, unit


def iso(amounts: Sequence[Amount]) -> str:
    """Give amounts in ISO 8601, which knows no weeks beside days; "4 days and 3 nights" are three nights."""
    if {"day", "night"} <= {unit for _, unit in amounts}:
        return iso([amount for amount in amounts if amount[1] != "day"])
    if len(amounts) > 1 and {unit for _, unit in amounts} <= _DAYS.keys():
        return f"P{sum(count * _DAYS[unit] for count, unit in amounts)}D"
    days = "".join(f"{count}{_LETTERS[unit]}" for count, unit in amounts if unit not in _TIMES)
    times = "".join(f"{count}{_LETTERS[unit]}" for count, unit in amounts if unit in _TIMES)
    return f"P{days}T{times}" if times else f"P{days}"
