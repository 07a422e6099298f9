"""A piece of a message in several forms, and how much a message may hold.

Source: https://docs.slack.dev/reference/block-kit/blocks
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

MESSAGE_BLOCKS: Final = 50
MESSAGE_SIZE: Final = 9000
"""Characters of JSON. Some 13,200 were refused, which is documented nowhere: stay well below.

Source: https://github.com/slackapi/bolt-js/issues/2509
"""

Block = Mapping[str, Any]
Blocks = Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brick:
    """A piece of a message that stays together.

    rich, classic, simple: its blocks with cards, with pictures, with words and buttons alone.
    said: its words, those of choices too. spelt: all of it where there are only words, if that is more.
    hidden: whether no preview may fetch its links.
    """

    rich: Blocks
    classic: Blocks
    simple: Blocks
    said: str = ""
    spelt: str = ""
    hidden: bool = False

    @property
    def plain(self) -> str:
        """All of it in words."""
        return self.spelt or self.said


FORMS: Final[Sequence[Callable[[Brick], Blocks]]] = (
    attrgetter("rich"),
    attrgetter("classic"),
    attrgetter("simple"),
)
"""The best first."""


class Numbers:
    """Numbers for buttons, so that no two of a line have the same id."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """One that was never given."""
        self._last += 1
        return self._last


def alike(block: Block, *, said: str = "", spelt: str = "", hidden: bool = False) -> Brick:
    """A brick of one block that is the same in every form."""
    return Brick(rich=[block], classic=[block], simple=[block], said=said, spelt=spelt, hidden=hidden)


def fits(bricks: Sequence[Brick]) -> bool:
    """Whether one message holds them all, in every form."""
    forms = ([form(brick) for brick in bricks] for form in FORMS)
    return all(_fit([block for some in form for block in some]) for form in forms)


def _fit(blocks: Blocks) -> bool:
    return len(blocks) <= MESSAGE_BLOCKS and size(blocks) <= MESSAGE_SIZE


def size(block: object) -> int:
    """How much of a message a block takes: the characters of its JSON."""
    return len(json.dumps(block, ensure_ascii=False, separators=(",", ":")))
