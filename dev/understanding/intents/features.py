"""Gives a text as numbers: which words, pairs of words and parts of words stand in it, and what it means."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from dev.understanding.intents.document import Document, is_value
from dev.understanding.intents.meaning import VECTOR_SIZE, Vectors, meanings

_NUMBER = "#"
_PARTS = range(3, 6)  # letters
# Parts of words hold related words together ("cancel", "cancellation"), and forgive what is misspelt.
_WEIGHT_OF_PARTS = 1.5
# What it means holds together what is said in other words, but also a hotel and a restaurant: less is more.
_WEIGHT_OF_MEANING = 1.5


class Features:
    """What a text means, and which of the words and parts of words that were seen while learning it has."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True)
        self._parts = TfidfVectorizer(analyzer=_parts_of_words, sublinear_tf=True)

    def learn(self, documents: Sequence[Document]) -> csr_array:
        """Learn what stands in documents; give a row for each."""
        words, parts = self._words.fit_transform(documents), self._parts.fit_transform(documents)
        return _beside(words, parts, meanings(documents))

    def of(self, documents: Sequence[Document]) -> csr_array:
        """Give a row for each document."""
        words, parts = self._words.transform(documents), self._parts.transform(documents)
        return _beside(words, parts, meanings(documents))


def meant(rows: csr_array) -> Vectors:
    """Give the part of some rows that is what their texts mean, each of length 1."""
    vectors: Vectors = rows[:, -VECTOR_SIZE:].toarray() / _WEIGHT_OF_MEANING
    return vectors


def _beside(words: csr_array, parts: csr_array, vectors: Vectors) -> csr_array:
    dense = csr_array(vectors * _WEIGHT_OF_MEANING, dtype=np.float64)
    return csr_array(hstack([words, parts * _WEIGHT_OF_PARTS, dense]))


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
