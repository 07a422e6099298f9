"""Text made fit to be kept, shown and sent on."""

import unicodedata
from typing import Final

KEPT_CONTROLS: Final = frozenset("\n\t")
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """Text without control characters but new line and tab, without half characters, stripped."""
    return "".join(_cleaned(character) for character in text).strip()


def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return REPLACEMENT
    return character if category != "Cc" or character in KEPT_CONTROLS else ""
