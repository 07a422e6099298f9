"""The lines of a conversation, and their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visible thing, said or replied.

    id: of what the person said. in_reply_to: the id of what the bot replies to.
    parts: of a reply, as they come on the wire.
    """

    seq: int
    who: str
    id: str | None
    in_reply_to: str | None
    text: str
    parts: Sequence[Mapping[str, Any]]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Line":
        """A line from its JSON object."""
        return cls(
            seq=int(given["seq"]),
            who=str(given["who"]),
            id=given.get("id"),
            in_reply_to=given.get("in_reply_to"),
            text=str(given.get("text", "")),
            parts=given.get("parts", ()),
        )


@dataclass(slots=True, kw_only=True)
class Order:
    """Shows every line once and in order, however frames come.

    shown: the highest number shown.
    """

    shown: int = 0
    held: dict[int, Line] = field(default_factory=dict)

    def take(self, lines: Sequence[Line], *, pruned_to: int = 0) -> list[Line]:
        """Take lines as they come and return those to show now."""
        self.shown = max(self.shown, pruned_to)
        self.held |= {line.seq: line for line in lines}
        ready = []
        while (line := self.held.pop(self.shown + 1, None)) is not None:
            ready.append(line)
            self.shown = line.seq
        self.held = {seq: line for seq, line in self.held.items() if seq > self.shown}
        return ready
