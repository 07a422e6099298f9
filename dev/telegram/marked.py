"""Text as people see it: without its markup, which became entities."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dev.telegram.errors import bad
from dev.telegram.html_text import read_html
from dev.telegram.markdown_text import read_markdown
from dev.telegram.span import MarkupError, Span, units

_READERS: Mapping[str, Callable[[str], tuple[str, Sequence[Span]]]] = {
    "html": read_html,
    "markdownv2": read_markdown,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text and its entities, as a message carries them."""

    text: str
    entities: Sequence[Mapping[str, Any]]

    @property
    def length(self) -> int:
        """In UTF-16 units, the way Telegram measures text."""
        return units(self.text)


def read_marked(text: str, *, parse_mode: str | None) -> Marked:
    """Read a text's markup; raises ``ApiError`` where it is wrong.

    Source: https://core.telegram.org/bots/api#formatting-options. The legacy mode ``Markdown`` is not known.
    """
    if not parse_mode:
        return Marked(text=text.strip(), entities=())
    reader = _READERS.get(parse_mode.lower())
    if reader is None:
        raise bad("unsupported parse_mode")
    try:
        plain, spans = reader(text)
    except MarkupError as error:
        raise bad(f"can't parse entities: {error}") from error
    return _stripped(plain, spans)


def _stripped(plain: str, spans: Sequence[Span]) -> Marked:
    """Without the white space around it, which no message keeps."""
    before, text = len(plain) - len(plain.lstrip()), plain.strip()
    moved = [
        replace(span, start=max(span.start - before, 0), end=min(span.end - before, len(text)))
        for span in spans
    ]
    return Marked(text=text, entities=[span.entity(text) for span in moved if span.start < span.end])
