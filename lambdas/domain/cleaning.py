"""Text made fit to be kept, shown and sent on."""

import unicodedata
from typing import Final

KEPT_CONTROLS: Final = frozenset("\n\t")
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

TURNING: Final = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Characters that turn the direction of what stands around them.

Source: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
"""


def clean(text: str) -> str:
    """Text without control characters but new line and tab, without half characters, stripped."""
    # What can be printed has none of these, and takes a hundredth of the time.
    kept = text if text.isprintable() else "".join(_cleaned(character) for character in text)
    return kept.strip()


def name_line(text: str) -> str:
    """A name as others may be shown it: clean, in one line, and turning nothing of what stands beside it."""
    return " ".join(clean(text.translate(TURNING)).split())


def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return REPLACEMENT
    return character if category != "Cc" or character in KEPT_CONTROLS else ""
