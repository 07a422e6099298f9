"""Texts cut into pieces that fit, where nobody minds: between words, never in a link or a character."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from lambdas.kit.text_clusters import parts_clusters

Measure = Callable[[str], int]
"""The length of a text; a text is never shorter than its own beginning. See ``text_measures``."""

NEVER_BROKEN: Final = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}")
LINK: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}://[!#-;=?-\[\]_a-z~%]+", re.ASCII)
"""Source: https://www.rfc-editor.org/rfc/rfc3986#section-2 (the characters of a URI)"""


def split(text: str, limit: int, measure: Measure) -> Sequence[str]:
    """Pieces that measure so much at most and, joined, give the text again.

    A cut is after a line where one ends in the second half of a piece, else between words, else beside a
    link, else between characters as people see them; only what is longer than a whole piece is cut without
    regard. The limit must have room for any one code point.
    """
    pieces: list[str] = []
    within = _within_links(text)
    start = 0
    while (end := _reach(text, start, limit, measure)) < len(text):
        cut = _cut(text, start, end, within)
        pieces.append(text[start:cut])
        start = cut
    return (*pieces, text[start:])


def _reach(text: str, start: int, limit: int, measure: Measure) -> int:
    """How far the text from here on fits, one code point at least."""

    def measured(end: int) -> int:
        return measure(text[start:end])

    size = 64
    while start + size < len(text) and measured(start + size) <= limit:
        size *= 2
    ends = range(start + 1, min(start + size, len(text)) + 1)
    return start + max(1, bisect_right(ends, limit, key=measured)) if ends else start


def _cut(text: str, start: int, end: int, within: frozenset[int]) -> int:
    middle = (start + end) // 2
    wanted: Sequence[tuple[Callable[[str, int], bool], int]] = (
        (_ends_line, middle),
        (_parts_words, start),
        (lambda text, place: place not in within and parts_clusters(text, place), start),
        (parts_clusters, start),
    )
    for fits, lowest in wanted:
        for place in range(end, lowest, -1):
            if fits(text, place):
                return place
    return end


def _within_links(text: str) -> frozenset[int]:
    """The places where a cut would part a link."""
    return frozenset(place for link in LINK.finditer(text) for place in range(link.start() + 1, link.end()))


def _ends_line(text: str, place: int) -> bool:
    return text[place - 1] == "\n"


def _parts_words(text: str, place: int) -> bool:
    around = text[place - 1 : place + 1]
    spaced = any(character.isspace() and character not in NEVER_BROKEN for character in around)
    return spaced and parts_clusters(text, place)
