"""Texts cut into pieces that Telegram takes, between words where it can be.

Telegram counts in UTF-16 units. Source: https://core.telegram.org/api/entities#entity-length
What belongs together as one character on the screen: https://www.unicode.org/reports/tr29/ (extended grapheme
clusters, but for the few scripts whose letters are put before others).
"""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final

JOINER: Final = "\N{ZERO WIDTH JOINER}"
JOINED_ON: Final = frozenset({"Mn", "Me", "Mc"})
VIRAMA: Final = 9
"""The combining class of the signs that bind two Indic letters into one."""

NEVER_BROKEN: Final = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}")
LAST_OF_ONE_UNIT: Final = "\uffff"


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(character > LAST_OF_ONE_UNIT for character in text)


def split(text: str, limit: int) -> Sequence[str]:
    """Pieces of at most so many units (two at least) that joined give the text again.

    A cut is after a line where one ends in the second half of a piece, else between words, else between
    characters as people see them; only what is longer than a whole piece is cut without regard.
    """
    pieces: list[str] = []
    start = 0
    while (end := _reach(text, start, limit)) < len(text):
        cut = _cut(text, start, end)
        pieces.append(text[start:cut])
        start = cut
    return (*pieces, text[start:])


def _reach(text: str, start: int, limit: int) -> int:
    """How far the text from here on fits."""
    room = limit
    for place in range(start, len(text)):
        room -= units(text[place])
        if room < 0:
            return place
    return len(text)


def _cut(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    wanted: Sequence[tuple[Callable[[str, int], bool], int]] = (
        (_ends_line, middle),
        (_parts_words, start),
        (_parts_characters, start),
    )
    for fits, lowest in wanted:
        for place in range(end, lowest, -1):
            if fits(text, place):
                return place
    return end


def _ends_line(text: str, place: int) -> bool:
    return text[place - 1] == "\n"


def _parts_words(text: str, place: int) -> bool:
    around = text[place - 1 : place + 1]
    spaced = any(character.isspace() and character not in NEVER_BROKEN for character in around)
    return spaced and _parts_characters(text, place)


def _parts_characters(text: str, place: int) -> bool:
    """Whether what stands before and after a place shows as two characters."""
    before, after = text[place - 1], text[place]
    if unicodedata.category(after) in JOINED_ON or JOINER in {before, after}:
        return False
    if _is_flag_half(before) and _is_flag_half(after):
        halves = len(list(takewhile(_is_flag_half, reversed(text[:place]))))
        return halves % 2 == 0
    conjunct = unicodedata.combining(before) == VIRAMA and unicodedata.category(after) == "Lo"
    return not (conjunct or _is_tail(after) or _is_one_syllable(before, after) or before + after == "\r\n")


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_tail(character: str) -> bool:
    """A skin tone, or a tag of a regional flag."""
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_one_syllable(before: str, after: str) -> bool:
    """Hangul in letters: a leading one holds what follows; vowels and finals hold on to what is before."""
    leading = "\u1100" <= before <= "\u115f"
    return "\u1160" <= after <= "\u11ff" or (
        leading and ("\u1100" <= after <= "\u115f" or "\uac00" <= after <= "\ud7a3")
    )
