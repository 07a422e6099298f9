"""What goes out to a messenger: calls of its API, the messages that they show, and how often they may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a messenger's API, all but where to.

    method: as the messenger names it: ``sendPhoto``, ``chat.postMessage``. parameters: JSON, or the form.
    key: tells it from every other call of its conversation, and is the same when it is made again; put there
        by whoever sends, empty for what is made only once.
    """

    method: str
    parameters: Mapping[str, Any]
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What a person sees as one message.

    forms: ways to say it, the best first; each next one holds less that the messenger could refuse, and the
        last nothing but words. Each is the calls that it takes, in order; where the next form takes as many,
        each of these says what the one in its place said.
    passing: it shows nothing that stays (typing): nothing is lost where it fails.
    fetched: so many of the first forms the messenger answers only after it has fetched a file, which may take
        longer than we wait, each time anew: where no answer comes to one of these, the next is said.
    """

    forms: Sequence[Sequence[Call]]
    passing: bool = False
    fetched: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often messages may go out: one every so many seconds in the long run, and some at once.

    scope: what is counted together, empty for the whole installation, else a name within it, such as
        ``chat/42``. interval_s: between two messages, such as 0.033 for 30 a second. burst: how many may go
        out at once after a rest.
    """

    scope: str
    interval_s: float
    burst: int
