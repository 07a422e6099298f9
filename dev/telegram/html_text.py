"""Telegram's HTML.

Source: https://core.telegram.org/bots/api#html-style.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dev.telegram.span import MarkupError, Span, byte_offset

KINDS: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9.-]+))?""")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));?")
_LAST_CHARACTER = 0x10FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    name: str
    start: int
    details: Mapping[str, str] = field(default_factory=dict)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.plain = ""
        self.open: list[_Open] = []
        self.spans: list[Span] = []

    def read(self) -> None:
        at = 0
        while at < len(self.source):
            at = self._step(at)
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _step(self, at: int) -> int:
        """Take one tag, reference or character; gives where the next begins."""
        character = self.source[at]
        if character == "<":
            return self._tag(at)
        if character == "&" and (found := _REFERENCE.match(self.source, at)):
            self.plain += _character(found)
            return found.end()
        self.plain += character
        return at + 1

    def _tag(self, at: int) -> int:
        found = _TAG.match(self.source, at)
        where = byte_offset(self.source, at)
        if found is None:
            began = self.source[at + 1 :].partition(">")[0].split(maxsplit=1) or [""]
            raise MarkupError(f'Unsupported start tag "{began[0]}" at byte offset {where}')
        name = found["name"].lower()
        if found["end"]:
            self._end(name, where)
        else:
            self._start(name, found["attributes"], where)
        return found.end()

    def _start(self, name: str, attributes: str, where: int) -> None:
        given = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(attributes)}
        if name not in KINDS or (name == "span" and given.get("class") != "tg-spoiler"):
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {where}')
        self.open.append(_Open(name=name, start=len(self.plain), details=_details(name, given)))

    def _end(self, name: str, where: int) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {where}")
        opened = self.open.pop()
        if opened.name != name:
            raise MarkupError(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.name}>", found "</{name}>"'
            )
        # An empty stretch, or a link to nowhere, is no entity.
        if len(self.plain) > opened.start and (name != "a" or opened.details.get("url")):
            kind = KINDS[name]
            self.spans.append(
                Span(kind=kind, start=opened.start, end=len(self.plain), details=opened.details)
            )


def _details(name: str, given: Mapping[str, str]) -> Mapping[str, str]:
    match name:
        case "a":
            return {"url": _REFERENCE.sub(_character, given.get("href", ""))}
        case "tg-emoji":
            return {"custom_emoji_id": given.get("emoji-id", "")}
        case _:
            return {}


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for; one that is not known stands for itself."""
    decimal, hexadecimal, name = reference.groups()
    if name is not None:
        return _NAMED.get(name, reference.group())
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= _LAST_CHARACTER else reference.group()


def read_html(source: str) -> tuple[str, Sequence[Span]]:
    """The plain text and what is set apart in it; raises ``MarkupError``."""
    reader = _Reader(source)
    reader.read()
    return reader.plain, sorted(reader.spans, key=lambda span: (span.start, -span.end))
