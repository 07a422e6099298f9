"""A value that stands in a text, and the port of a language's grammar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dev.understanding.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What some words mean: from ``start``, ``length`` of them."""

    start: int
    length: int
    interpreted: str

    @property
    def end(self) -> int:
        """The word after the last."""
        return self.start + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a grammar must know beside the words.

    arrival: the date already given in this dialog, from which "until Sunday" counts.
    asked: the slot type that was just asked for.
    common: folded words that are no names here, since the bot knows them otherwise.
    after: the day that comes before the date that was asked for, as the arrival before the departure.
    """

    today: date
    arrival: date | None
    asked: str | None
    common: frozenset[str]
    after: date | None = None


class Grammar(Protocol):
    """What one language says for the built-in slot types, for yes and for no."""

    @property
    def fillers(self) -> frozenset[str]:
        """Words that say nothing by themselves."""
        ...

    @property
    def names(self) -> frozenset[str]:
        """Words written with a capital that are no cities."""
        ...

    @property
    def correcting(self) -> frozenset[str]:
        """Words said beside a value that is changed, as in "actually, make it Rome instead"."""
        ...

    def origin(self, slot_type: str, words: Words, start: int) -> str:
        """Give the word before a value by which another of its type is rather meant, or nothing.

        It is the "from" of "from Berlin" and the "leaving" of "leaving on Friday".
        """
        ...

    @property
    def beside(self) -> frozenset[str]:
        """Words said beside a value that is told or changed, as in "we are visiting Rome"."""
        ...

    @property
    def repairing(self) -> frozenset[str]:
        """Words between a value and the one that is meant, as in "Paris, no, London"."""
        ...

    @property
    def refusing(self) -> frozenset[str]:
        """Words right before a value that is not meant, where another is, as "no" in "Londres, no París"."""
        ...

    def denied(self, words: Words, start: int, end: int) -> bool:
        """Tell whether a value is one that is not meant, as in "not Paris" or "Paris no"."""
        ...

    def opening(self, words: Words) -> int:
        """Give how many words a text opens with that leave its meaning to the rest, as "hi, can you …"."""
        ...

    def verdict(self, words: Words) -> bool | None:
        """Give whether the words are a plain yes or no, or None when they are neither."""
        ...

    def spans(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        """Give every value of a built-in type in the words; they may overlap."""
        ...

    def asked(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        """Give what the words mean where this type was just asked for and no span was found."""
        ...
