"""Telegram's MarkdownV2.

Source: https://core.telegram.org/bots/api#markdownv2-style.
"""

import re
from collections.abc import Mapping, Sequence

from dev.telegram.span import MarkupError, Span, byte_offset

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
KINDS: Mapping[str, str] = {
    "__": "underline",
    "||": "spoiler",
    "_": "italic",
    "*": "bold",
    "~": "strikethrough",
}
_LAST_ASCII = 126


class _Reader:
    def __init__(self, source: str) -> None:
        self.source, self.at, self.plain = source, 0, ""
        self.open: list[tuple[str, int, int]] = []
        self.spans: list[Span] = []

    def read(self) -> None:
        while self.at < len(self.source):
            self._step()
        if self.open:
            mark, _, where = self.open[-1]
            name = "link" if mark == "[" else KINDS[mark].capitalize()
            raise MarkupError(f"Can't find end of {name} entity at byte offset {where}")

    def _step(self) -> None:
        """Take one mark or character."""
        character, rest = self.source[self.at], self.source[self.at :]
        mark = next((each for each in KINDS if rest.startswith(each)), "")
        if character == "\\" and rest[1:2] and ord(rest[1]) <= _LAST_ASCII:
            self._take(rest[1], 2)
        elif character == "`":
            self._code("```" if rest.startswith("```") else "`")
        elif mark:
            self._toggle(mark)
        elif character == "[" or rest.startswith("!["):
            self._open("[", 1 if character == "[" else 2)
        elif character == "]" and self.open and self.open[-1][0] == "[":
            self._link()
        elif rest.startswith((">", "**>")) and self._at_line_start():
            self.at += rest.index(">") + 1
        elif character in RESERVED:
            raise MarkupError(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        else:
            self._take(character, 1)

    def _take(self, character: str, width: int) -> None:
        self.plain += character
        self.at += width

    def _at_line_start(self) -> bool:
        return self.at == 0 or self.source[self.at - 1] == "\n"

    def _open(self, mark: str, width: int) -> None:
        self.open.append((mark, len(self.plain), byte_offset(self.source, self.at)))
        self.at += width

    def _toggle(self, mark: str) -> None:
        if not self.open or self.open[-1][0] != mark:
            self._open(mark, len(mark))
            return
        _, start, _ = self.open.pop()
        self.at += len(mark)
        self._set_apart(KINDS[mark], start)

    def _set_apart(self, kind: str, start: int, **details: str) -> None:
        if len(self.plain) > start:
            self.spans.append(Span(kind=kind, start=start, end=len(self.plain), details=details))

    def _code(self, fence: str) -> None:
        """Code up to its fence; nothing but the backslash and the backtick means anything in it."""
        found = re.compile(rf"((?:\\.|[^\\])*?){fence}", re.DOTALL).match(self.source, self.at + len(fence))
        if found is None:
            name = "Pre" if fence == "```" else "Code"
            where = byte_offset(self.source, self.at)
            raise MarkupError(f"Can't find end of {name} entity at byte offset {where}")
        start = len(self.plain)
        self.plain += re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL)
        self.at = found.end()
        self._set_apart("pre" if fence == "```" else "code", start)

    def _link(self) -> None:
        _, start, where = self.open.pop()
        found = re.compile(r"\]\(((?:\\.|[^\\)])*)\)").match(self.source, self.at)
        if found is None:
            if self.source[self.at + 1 : self.at + 2] == "(":
                raise MarkupError(f"Can't find end of a URL at byte offset {where}")
            self.at += 1
            return
        self.at = found.end()
        url = re.sub(r"\\(.)", r"\1", found[1])
        if url:
            self._set_apart("text_link", start, url=url)


def read_markdown(source: str) -> tuple[str, Sequence[Span]]:
    """The plain text and what is set apart in it; raises ``MarkupError``."""
    reader = _Reader(source)
    reader.read()
    return reader.plain, sorted(reader.spans, key=lambda span: (span.start, -span.end))
