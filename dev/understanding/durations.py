"""Durations, in ISO 8601 as Lex gives them: ``P3D``, ``P1W``, ``PT5H10M``.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-duration.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dev.understanding.phrases import Meaning, Phrase, Reader, Readers, longest
from dev.understanding.words import Words, said

_LETTERS = {"minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y"}
_TIMES = ("hour", "minute")
_DAYS = {"week": 7, "day": 1, "night": 1}
# What a part of a unit is counted in: half a week is 3 days and 12 hours, since nobody reads P0.5W.
_PARTS = {
    "year": (12, "month"),
    "month": (30, "day"),
    "fortnight": (2, "week"),
    "week": (7, "day"),
    "day": (24, "hour"),
    "night": (24, "hour"),
    "hour": (60, "minute"),
}
_DECIMAL, _DECIMALS = re.compile(r"\d+\.\d{1,2}"), re.compile(r"\d{1,2}")
_HALF = Fraction(1, 2)
# So many of a unit, as (2, "week").
Amount = tuple[int | Fraction, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationWords:
    """How a language says durations, its words folded.

    units: as "nights" for ``night``. number: reads a whole number.
    phrases: one amount each; they may name {count} (a whole number), {decimal} (1.5), {half} and {unit}.
    half: words that say half, but not before those in ``halved`` ("media pensión").
    and_: words between two amounts. not_after, not_before: words beside what is no duration, as
        "ago"; one or two before it ("dentro de"), one after it.
    each: words and numbers after which "a night" is a rate; a unit's first words that may be one: ``one``.
    """

    units: Mapping[str, str]
    number: Reader
    phrases: Sequence[Phrase[Amount]]
    half: frozenset[str]
    halved: frozenset[str]
    and_: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    each: frozenset[str]
    one: frozenset[str]


class Durations:
    """Reads durations by a language's words."""

    def __init__(self, words: DurationWords) -> None:
        self._words = words
        self._readers: Readers = {
            "count": words.number,
            "decimal": _decimal,
            "half": self._half,
            "unit": self._unit,
        }

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
        written = iso(amounts) if said(words, at) not in self._words.not_before else ""
        return (written, at - start) if written else None

    def _amount(self, words: Words, at: int) -> Meaning[Amount] | None:
        return longest(self._words.phrases, words, at, readers=self._readers) if at < len(words) else None

    def _joined(self, words: Words, at: int, begun: bool) -> int:  # noqa: FBT001 (one place, and private)
        return int(begun and said(words, at) in self._words.and_)

    def _unit(self, words: Words, at: int) -> tuple[str, int] | None:
        unit = self._words.units.get(said(words, at))
        return (unit, 1) if unit else None

    def _half(self, words: Words, at: int) -> tuple[Fraction, int] | None:
        half = said(words, at) in self._words.half and said(words, at + 1) not in self._words.halved
        return (_HALF, 1) if half else None

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


def decimal(*, decimal: Fraction, unit: str) -> Amount:
    """Give what "1.5 {unit}" says."""
    return decimal, unit


def part(*, half: Fraction, unit: str) -> Amount | None:
    """Give what "half a {unit}" says; half a night is no length, but a time."""
    return (half, unit) if unit != "night" else None


def and_part(*, half: Fraction, unit: str, count: int = 1) -> Amount:
    """Give what "two {unit} and a half" says, or "a {unit} and a half"."""
    return count + half, unit


def iso(amounts: Sequence[Amount]) -> str:
    """Give amounts in ISO 8601, which knows no weeks beside days; "4 days and 3 nights" are three nights.

    Nothing where there is no amount, or less than a whole minute.
    """
    if {"day", "night"} <= {unit for _, unit in amounts}:
        return iso([amount for amount in amounts if amount[1] != "day"])
    whole = [part for amount in amounts for part in _whole(*amount)]
    if any(unit not in _LETTERS for _, unit in whole):
        return ""
    if len(whole) > 1 and any(unit == "week" for _, unit in whole):
        whole = _in_days(whole)
    days = "".join(f"{count}{_LETTERS[unit]}" for count, unit in whole if unit not in _TIMES)
    times = "".join(f"{count}{_LETTERS[unit]}" for count, unit in whole if unit in _TIMES)
    return (f"P{days}T{times}" if times else f"P{days}") if whole else ""


def _in_days(amounts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give amounts with their weeks, days and nights as days."""
    days = sum(count * _DAYS[unit] for count, unit in amounts if unit in _DAYS)
    longer = [one for one in amounts if one[1] in {"year", "month"}]
    return [*longer, (days, "day"), *(one for one in amounts if one[1] in _TIMES)]


def _whole(count: int | Fraction, unit: str) -> list[tuple[int, str]]:
    """Give an amount in whole numbers, its rest in the next smaller unit."""
    rest = count % 1
    if not rest:
        return [(int(count), unit)]
    number, smaller = _PARTS.get(unit, (1, ""))
    fewer = _whole(rest * number, smaller) if smaller else [(0, "")]
    return [(int(count), unit), *fewer] if count > 1 else fewer


def _decimal(words: Words, at: int) -> tuple[Fraction, int] | None:
    """Read 1.5 or 1,5."""
    word = said(words, at)
    if _DECIMAL.fullmatch(word):
        return Fraction(word), 1
    comma = word.isdecimal() and words[at].after == "," and _DECIMALS.fullmatch(said(words, at + 1))
    return (Fraction(f"{word}.{said(words, at + 1)}"), 2) if comma else None
