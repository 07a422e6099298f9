"""Ordinary sentences that are mostly none of a bot's business: what its intents are told apart from."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dev.understanding.intents.document import Document, is_value
from dev.understanding.words import words_of

_FOLDER = Path(__file__).parent


def elsewhere(language: str, *, samples: Iterable[Document]) -> tuple[Document, ...]:
    """Give such sentences in a language, as ``en``; for one without a list, those of every language.

    They end by turns as values stand in the samples ("in {AMAZON.City}"): that somebody names a city says
    nothing of what is wanted there.
    """
    ends: list[Document] = [(), *sorted({end for one in samples for end in _values(one)})]
    return tuple(one + ends[at % len(ends)] for at, one in enumerate(_sentences(language)))


def _values(sample: Document) -> Iterator[Document]:
    for at, token in enumerate(sample):
        if is_value(token):
            before = sample[at - 1] if at else token
            yield (token,) if is_value(before) else (before, token)


@cache
def _sentences(language: str) -> tuple[Document, ...]:
    own = _FOLDER / f"elsewhere.{language}.txt"
    files = [own] if own.exists() else sorted(_FOLDER.glob("elsewhere.*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(tuple(word.folded for word in words_of(line)) for line in lines if not line.startswith("#"))
