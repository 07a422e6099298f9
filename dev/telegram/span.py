"""Stretches of text that a markup sets apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class MarkupError(Exception):
    """Markup that cannot be read; the message says why and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of plain text by its characters, end exclusive.

    details: further members of the entity, such as a link's ``url``.
    """

    kind: str
    start: int
    end: int
    details: Mapping[str, str] = field(default_factory=dict)

    def entity(self, text: str) -> dict[str, Any]:
        """As a message carries it. Source: https://core.telegram.org/bots/api#messageentity."""
        offset, length = units(text[: self.start]), units(text[self.start : self.end])
        return {"type": self.kind, "offset": offset, "length": length, **self.details}


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def byte_offset(text: str, at: int) -> int:
    """Where a character stands, in bytes of UTF-8."""
    return len(text[:at].encode(errors="surrogatepass"))
