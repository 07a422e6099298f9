"""Words as Slack takes them: in a message's own text three characters are escaped, in its blocks none.

Blocks of rich text hold words and links side by side: no ``*`` and no ``_`` of a reply is ever markup.
Source: https://docs.slack.dev/messaging/formatting-message-text#escaping,
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from lambdas.kit.text_split import LINK

ENDS_A_SENTENCE: Final = ".,;:!?)'"
WEB: Final = ("https://", "http://")

MARKS: Final = re.compile(r"[*_~`]|^>|:[\w+'-]+:", re.MULTILINE)
"""Source: https://docs.slack.dev/messaging/formatting-message-text#basic-formatting"""

Element = dict[str, Any]


def escaped(text: str) -> str:
    """The words with nothing left that would be read as a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_length(text: str) -> int:
    """The length of the words once escaped."""
    return len(escaped(text))


def has_marks(text: str) -> bool:
    """Whether markup would make something else of the words than they say: bold, a quotation, an emoji."""
    return MARKS.search(text) is not None


def literal(text: str) -> dict[str, Any]:
    """Words without marks, see ``has_marks``, where Slack takes nothing but text with markup."""
    return {"type": "mrkdwn", "text": escaped(text), "verbatim": True}


def rich_text(elements: Sequence[Element]) -> dict[str, Any]:
    """A block of words."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


def words(text: str, *, bold: bool = False) -> Sequence[Element]:
    """Words with their links, as elements of a block of rich text."""
    return tuple(_elements(text, {"style": {"bold": True}} if bold else {}))


def link(url: str, text: str) -> Element:
    """A link that is called something."""
    return {"type": "link", "url": url, "text": text}


def _elements(text: str, style: Element) -> Iterator[Element]:
    at = 0
    for found in LINK.finditer(text):
        url = found.group().rstrip(ENDS_A_SENTENCE)
        if not url.startswith(WEB):
            continue
        if found.start() > at:
            yield {"type": "text", "text": text[at : found.start()], **style}
        yield {"type": "link", "url": url}
        at = found.start() + len(url)
    if text[at:]:
        yield {"type": "text", "text": text[at:], **style}
