"""Misspelt words: the known word that a written one is nearly."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_SHORTEST = 5  # letters: shorter words are too many to guess between
_LONG = 8  # letters
_ENDING = 2  # letters, as in "tomorrow's", which is not what "tomorrow" is short for
_REMEMBERED = 4096  # words


def spelt(word: str, known: Iterable[str], *, long: int = _LONG) -> str | None:
    """Give the known word that a word is, or nearly is; nothing where two are equally near.

    long: letters from which two slips are forgiven, not one.
    """
    allowed = 0 if len(word) < _SHORTEST else 1 if len(word) < long else 2
    near = [
        (slips, one)
        for one in known
        if _may_be(word, one, allowed) and (slips := slips_between(word, one)) <= allowed
    ]
    near.sort()
    alone = near and (len(near) == 1 or near[0][0] < near[1][0])
    return near[0][1] if alone else None


def _may_be(word: str, known: str, allowed: int) -> bool:
    """Tell quickly whether two words can be near: about as long, and of about the same letters."""
    return abs(len(known) - len(word)) <= allowed and len(set(word) ^ set(known)) <= 2 * allowed


def slips_between(one: str, other: str) -> int:
    """Give how many letters are wrong, missing, too many, or swapped with the next.

    Source: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance (optimal string alignment).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, against in enumerate(other, 1):
            cost = min(last[place] + 1, row[place - 1] + 1, last[place - 1] + (letter != against))
            swapped = before and place > 1 and letter == other[place - 2] and one[at - 2] == against
            row.append(min(cost, before[place - 2] + 1) if swapped else cost)
        before, last = last, row
    return last[-1]


class Spelling(Generic[T]):
    """Words and what they mean, found although they are misspelt.

    never: words that are nearly a known one, and right as they are ("match" is no March).
    """

    def __init__(self, meanings: Mapping[str, T], *, never: frozenset[str] = frozenset()) -> None:
        self._meanings, self._never = meanings, never
        self._whole = [word for word in meanings if not _shortens(word, meanings)]
        self._nearly = lru_cache(maxsize=_REMEMBERED)(self._guessed)

    def get(self, word: str) -> T | None:
        """Give what a word means, misspelt or not; a plural is another word."""
        if word in self._meanings:
            return self._meanings[word]
        if len(word) < _SHORTEST or word in self._never or word.removesuffix("s") in self._meanings:
            return None
        return self._nearly(word)

    def _guessed(self, word: str) -> T | None:
        known = spelt(word, self._whole)
        return self._meanings[known] if known else None


def _shortens(word: str, meanings: Mapping[str, object]) -> bool:
    """Tell whether a word is short for another: "thurs" would be nearly "tours"."""
    longer = (one for one in meanings if one.startswith(word) and len(one) > len(word) + _ENDING)
    return any(meanings[one] == meanings[word] for one in longer)
