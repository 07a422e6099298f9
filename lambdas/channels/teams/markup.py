"""Words made safe where Teams reads Markdown, or the HTML of its older cards.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format,
https://spec.commonmark.org/0.31.2/#backslash-escapes,
https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features (``{{DATE(…)}}``)
"""

import re
from html import escape
from typing import Final

ANYWHERE: Final = re.compile(r"[\\*_\[\]`~<&{]")
AT_THE_START: Final = re.compile(r"(?m)^(\s*)([-+#>=])")
NUMBERED: Final = re.compile(r"(?m)^(\s*[0-9]{1,9})([.)])")
A_WAY: Final = re.compile(r"https?://[!-~\u00a0-\uffff]+", re.IGNORECASE)
ENDS_A_LINK: Final = {ord(character): f"%{ord(character):02X}" for character in '()<>\\"'}


def markdown(text: str) -> str:
    """The words with nothing left that would be read as markup."""
    escaped = ANYWHERE.sub(r"\\\g<0>", text)
    escaped = AT_THE_START.sub(r"\1\\\2", escaped)
    return NUMBERED.sub(r"\1\\\2", escaped)


def link(label: str, url: str) -> str:
    """Words that lead somewhere, in one line; see ``leads``."""
    return f"[{markdown(' '.join(label.split()))}]({url.translate(ENDS_A_LINK)})"


def leads(url: str) -> bool:
    """Whether Teams opens an address."""
    return A_WAY.fullmatch(url) is not None


def html(text: str) -> str:
    """The words as the text of a hero card, lines as lines."""
    return escape(text, quote=False).replace("\n", "<br>")
