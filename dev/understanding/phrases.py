"""Phrases: patterns of words that mean something, as the grammar of a language lists them.

A pattern is written as its words: ``next|coming {weekday}``, ``[the] {day} [of] {month} [{year}]``. What
stands in brackets may be left out, ``|`` parts words that do as well, and a name in braces stands for a
value, read by the reader of that name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dev.understanding.words import Words

_PART = re.compile(r"\[([^\]]+)\]|\{(\w+)\}|(\S+)")
T = TypeVar("T")

# Gives the value that begins at a word, and how many words it takes.
Reader = Callable[[Words, int], tuple[Any, int] | None]
Readers = Mapping[str, Reader]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of a pattern: words that do, or a value's name, or parts that may be left out."""

    words: frozenset[str] = frozenset()
    value: str = ""
    optional: tuple["_Part", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Generic[T]):
    """A pattern, and what makes a meaning of its values: none where they mean nothing together."""

    parts: tuple[_Part, ...]
    means: Callable[..., T | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Generic[T]):
    """What some words mean, and how many of them."""

    value: T
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """What the longest phrase that has a meaning means; ``reach`` are the words of the longest of all."""

    meaning: Meaning[T] | None
    reach: int


def phrase(pattern: str, means: Callable[..., T | None]) -> Phrase[T]:
    """Give the phrase of a pattern; its values are handed to ``means`` by name."""
    return Phrase(parts=_parts(pattern), means=means)


def any_of(patterns: Iterable[str]) -> tuple[Phrase[bool], ...]:
    """Give the phrases of patterns that mean nothing but that they are there."""
    return tuple(phrase(pattern, lambda: True) for pattern in patterns)


def longest(
    phrases: Sequence[Phrase[T]], words: Words, start: int, *, readers: Readers, **known: object
) -> Meaning[T] | None:
    """Give what the longest phrase that begins at a word means; of equally long ones the first."""
    return reading(phrases, words, start, readers=readers, **known).meaning


def reading(
    phrases: Sequence[Phrase[T]], words: Words, start: int, *, readers: Readers, **known: object
) -> Reading[T]:
    """Give what the longest phrase that begins at a word means, and how far phrases reach there."""
    best: Meaning[T] | None = None
    reach = 0
    for one in phrases:
        for end, values in _ends(one.parts, words, start, readers):
            reach = max(reach, end - start)
            if end > start and (best is None or end - start > best.length):
                value = one.means(**values, **known)
                best = Meaning(value=value, length=end - start) if value is not None else best
    return Reading(meaning=best, reach=reach)


def _parts(pattern: str) -> tuple[_Part, ...]:
    return tuple(
        _Part(
            words=frozenset(found[3].split("|")) if found[3] else frozenset(),
            value=found[2] or "",
            optional=_parts(found[1]) if found[1] else (),
        )
        for found in _PART.finditer(pattern)
    )


def _ends(
    parts: tuple[_Part, ...], words: Words, at: int, readers: Readers
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give every place where the parts end when they begin at a word, with the values read."""
    if not parts:
        yield at, {}
        return
    head, rest = parts[0], parts[1:]
    if head.optional:
        yield from _ends((*head.optional, *rest), words, at, readers)
        yield from _ends(rest, words, at, readers)
        return
    length, values = _read(head, words, at, readers)
    if length and not any(words[one].ends_sentence for one in range(at, at + length - 1)):
        for end, more in _ends(rest, words, at + length, readers):
            if end == at + length or not words[at + length - 1].ends_sentence:
                yield end, values | more


def _read(part: _Part, words: Words, at: int, readers: Readers) -> tuple[int, dict[str, Any]]:
    if at >= len(words):
        return 0, {}
    if not part.value:
        return int(words[at].folded in part.words), {}
    found = readers[part.value](words, at)
    return (found[1], {part.value: found[0]}) if found else (0, {})
