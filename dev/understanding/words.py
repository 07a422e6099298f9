"""A text as the words it is made of."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Addresses, dates and times in digits, numbers with separators or an ordinal's ending, and runs of letters.
_WORD = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d)"
    r"|\d{1,2}-\d{1,2}-\d{4}(?!\d)"
    r"|\d{1,2}:\d{2}(?!\d)"
    r"|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?(?!\d)"
    r"|(?<=\w)\s*[-\N{EN DASH}]\s*(?=\d)"  # a dash before a number says "to": 5-8 March
    r"|(?<=\w)\s+[-\N{EN DASH}]\s+(?=\w)|(?<=\w)\N{EN DASH}(?=\w)"  # and so does one that stands alone
    r"|(?<!\w)-\d+"  # below zero, so no number of anything
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d)|\d+\.\d{1,2}(?!\d)|\d+(?:st|nd|rd|th|ro|[ºª])\b|\d+"
    r"|[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*",
    re.IGNORECASE,
)
# After a full stop a sentence begins, but not after "Sept.", "p.m." or "1.".
_SHORT = """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun st mt ft mr
    mrs ms dr no nr am pm ene abr may ago set dic lun mie jue vie sab dom sr sra srta dra num
"""
_ABBREVIATED = frozenset(_SHORT.split())
_SENTENCE_ENDS = frozenset("?!;\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: as it was written, folded (small letters, no accents), and where it stands in the text.

    before, after: what stands between it and the words beside it, as `` $`` or ``, ``.
    """

    written: str
    folded: str
    start: int
    end: int
    before: str = ""
    after: str = ""

    @property
    def ends_sentence(self) -> bool:
        """Tell whether the next word belongs to another sentence."""
        whole = len(self.folded) > 1 and self.folded.isalpha() and self.folded not in _ABBREVIATED
        return (whole and "." in self.after) or not _SENTENCE_ENDS.isdisjoint(self.after)


Words = Sequence[Word]


def folded(text: str) -> str:
    """Give a text in small letters without accents, typographic apostrophes made plain."""
    return without_accents(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def without_accents(text: str) -> str:
    """Give a text with its letters' accents left out."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(text: str) -> Words:
    """Cut a text into its words; the punctuation stands beside them."""
    return tuple(_words(text))


def said(words: Words, at: int) -> str:
    """Give the folded word at a place, or nothing past either end."""
    return words[at].folded if 0 <= at < len(words) else ""


def key_of(text: str) -> str:
    """Give a text's folded words, one space between them: how two texts are compared."""
    return " ".join(word.folded for word in words_of(text))


def listed(text: str) -> list[str]:
    """Give the phrases of a list that is written with semicolons between them."""
    return [one.strip() for one in text.split(";")]


def _words(text: str) -> Iterator[Word]:
    found = list(_WORD.finditer(text))
    ends = [0, *(one.end() for one in found)]
    starts = [*(one.start() for one in found), len(text)]
    for at, one in enumerate(found):
        yield Word(
            written=one[0],
            folded=_folded_word(one[0]),
            start=one.start(),
            end=one.end(),
            before=text[ends[at] : one.start()],
            after=text[one.end() : starts[at + 1]],
        )


def _folded_word(written: str) -> str:
    return "-" if written.strip() in {"-", "\N{EN DASH}"} else folded(written)
