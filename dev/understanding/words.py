"""A text as the words it is made of."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# ISO and dotted or slashed dates, numbers with separators or an ordinal's ending, and runs of letters.
_WORD = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?(?!\d)"
    r"|(?<=\w)\s*[-\N{EN DASH}]\s*(?=\d)"  # a dash before a number says "to": 5-8 March
    r"|(?<!\w)-\d+"  # below zero, so no number of anything
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:st|nd|rd|th)\b|\d+"
    r"|[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: as it was written, folded (small letters, no accents), and where it stands in the text."""

    written: str
    folded: str
    start: int
    end: int


Words = Sequence[Word]


def folded(text: str) -> str:
    """Give a text in small letters without accents, typographic apostrophes made plain."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(text: str) -> Words:
    """Cut a text into its words; punctuation is left out."""
    return tuple(
        Word(written=found[0], folded=_folded_word(found[0]), start=found.start(), end=found.end())
        for found in _WORD.finditer(text)
    )


def _folded_word(written: str) -> str:
    return "to" if written.strip() in {"-", "\N{EN DASH}"} else folded(written)


def key_of(text: str) -> str:
    """Give a text's folded words, one space between them: how two texts are compared."""
    return " ".join(word.folded for word in words_of(text))
