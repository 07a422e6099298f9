"""Gives a text as numbers: which words, pairs of words and parts of words stand in it, rare ones first."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

# What counts in a text, in order: words, and for a value its type in braces.
Document = tuple[str, ...]

_NUMBER = "#"
_PARTS = range(3, 6)  # letters
# Parts of words hold related words together ("cancel", "cancellation"), and forgive what is misspelt.
_WEIGHT_OF_PARTS = 1.5


class Features:
    """The words and parts of words that were seen while learning; others count for nothing."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True)
        self._parts = TfidfVectorizer(analyzer=_parts_of_words, sublinear_tf=True)

    def learn(self, documents: Sequence[Document]) -> csr_array:
        """Learn what stands in documents; give a row for each."""
        return self._beside(self._words.fit_transform(documents), self._parts.fit_transform(documents))

    def of(self, documents: Sequence[Document]) -> csr_array:
        """Give a row for each document."""
        return self._beside(self._words.transform(documents), self._parts.transform(documents))

    @staticmethod
    def _beside(words: csr_array, parts: csr_array) -> csr_array:
        return csr_array(hstack([words, parts * _WEIGHT_OF_PARTS]))


def is_value(token: str) -> bool:
    """Tell whether a token stands for a value."""
    return token.startswith("{")


def _words_and_pairs(document: Document) -> list[str]:
    said = [_plain(token) for token in document]
    return [*said, *(f"{one} {other}" for one, other in pairwise(said))]


def _parts_of_words(document: Document) -> list[str]:
    return [part for token in document if not is_value(token) for part in _parts(f" {_plain(token)} ")]


def _parts(word: str) -> Iterator[str]:
    for length in _PARTS:
        if length >= len(word):
            yield word
            return
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


def _plain(token: str) -> str:
    return _NUMBER if any(letter.isdigit() for letter in token) and not is_value(token) else token
