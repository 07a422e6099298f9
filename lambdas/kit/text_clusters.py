"""Where a text may be parted without breaking what shows as one character.

Extended grapheme clusters (https://www.unicode.org/reports/tr29/, rules GB3 to GB13) by what Python knows of
characters: a little more is kept together than there, and never less.
"""

import unicodedata
from typing import Final

JOINER: Final = "\N{ZERO WIDTH JOINER}"
MARKS: Final = frozenset({"Mn", "Me", "Mc"})
ALSO_MARKS: Final = frozenset(
    "\N{ZERO WIDTH NON-JOINER}\u0e33\u0eb3\uff9e\uff9f\U00016d63\U00016d67\U00016d68\U00016d69\U00016d6a"
)
"""What holds on to what is before it and is no mark: vowels of Thai, Lao and Kirat Rai, voicing of kana."""

PREPENDED: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u1cf5\u1cf6\U000110bd\U000110cd\U000111c2"
    "\U000111c3\U000113d1\U0001193f\U00011941\U00011a3a\U00011a84\U00011a85\U00011a86\U00011a87\U00011a88"
    "\U00011a89\U00011d46\U00011f02"
)
"""What holds the character after it. Source: Grapheme_Cluster_Break=Prepend in
https://www.unicode.org/Public/UCD/latest/ucd/auxiliary/GraphemeBreakProperty.txt
"""

VIRAMA: Final = 9
"""The combining class of the signs that bind two Indic letters into one."""


def parts_clusters(text: str, place: int) -> bool:
    """Whether what stands before and after a place, 1 to the length less 1, shows as two characters."""
    before, after = text[place - 1], text[place]
    if before + after == "\r\n" or _holds_on(after) or before == JOINER or before in PREPENDED:
        return False
    if _is_flag_half(before) and _is_flag_half(after):
        return _flag_halves_before(text, place) % 2 == 0
    return not (_is_one_syllable(before, after) or _is_conjunct(text, place))


def _holds_on(character: str) -> bool:
    """A mark, a joiner, a skin tone, or a tag of a regional flag."""
    return (
        character in ALSO_MARKS
        or character == JOINER
        or unicodedata.category(character) in MARKS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, place: int) -> int:
    first = place
    while first > 0 and _is_flag_half(text[first - 1]):
        first -= 1
    return place - first


def _is_conjunct(text: str, place: int) -> bool:
    """Whether a letter is bound to the one before it, marks between them or none."""
    if unicodedata.category(text[place]) != "Lo":
        return False
    while place > 0 and _holds_on(text[place - 1]):
        place -= 1
        if unicodedata.combining(text[place]) == VIRAMA:
            return True
    return False


def _is_one_syllable(before: str, after: str) -> bool:
    """Hangul in letters: a leading one holds what follows; vowels and finals hold on to what is before."""
    leading = "\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c"
    follows = "\u1160" <= after <= "\u11ff" or "\ud7b0" <= after <= "\ud7fb"
    led = "\u1100" <= after <= "\u115f" or "\ua960" <= after <= "\ua97c" or "\uac00" <= after <= "\ud7a3"
    return follows or (leading and led)
