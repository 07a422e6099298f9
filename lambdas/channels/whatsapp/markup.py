"""Words as WhatsApp shows them: what would be read as markup is parted from what it would mark.

WhatsApp knows no escape. A mark that a space follows marks nothing, so the thinnest of spaces is put there;
addresses stay as they are.
Source: https://faq.whatsapp.com/539178204879377 (how to format your messages)
"""

import re
from typing import Final

from lambdas.kit.text_split import LINK

HAIR_SPACE: Final = "\N{HAIR SPACE}"
OPENS: Final = re.compile(r"(?<![^\W_])([*_~`])(?=\S)(?=[^\n]*\1)")
"""A mark at the beginning of a word whose like comes later in the line."""


def escaped(text: str) -> str:
    """The words with nothing in them that marks others."""
    parted: list[str] = []
    at = 0
    for link in LINK.finditer(text):
        parted += [_unmarked(text[at : link.start()]), link.group()]
        at = link.end()
    return "".join([*parted, _unmarked(text[at:])])


def bold(text: str) -> str:
    """A title in bold, where that can be told of it."""
    plain = "*" not in text and "\n" not in text and text == text.strip()
    return f"*{escaped(text)}*" if text and plain else escaped(text)


def _unmarked(text: str) -> str:
    return OPENS.sub(rf"\1{HAIR_SPACE}", text)
