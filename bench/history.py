"""What happened in a simulated world, or with a running platform, in order, and how it reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from bench.rows import row
from lambdas.domain.conversation import Line
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Anything that happens; ``at_s`` is the time since the beginning, virtual or not."""

    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entry):
    """Somebody who chats; nobody else may ever see his canary. canary: a word only he says."""

    owner: str
    canary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Entry):
    """Somebody says something: ``turn`` is the turn's key, however often the event is delivered.

    thing: what it is if no words, such as a ``photo``, whose name the text is then. waits: for an answer.
    """

    owner: str
    conversation: str
    turn: str
    event: str
    text: str
    thing: str = ""
    waits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Entry):
    """The one who delivered a turn was told that it is taken in."""

    conversation: str
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(Entry):
    """The queue took a turn; its order is the conversation's order."""

    conversation: str
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Entry):
    """A line appears at a place: ``chat:…`` or ``tab:…``.

    seq: where the line stands in the conversation. turn: which it is or answers. message: which message of
    the line, where a messenger shows it as several. piece: which part of the message, where it takes several.
    """

    place: str
    conversation: str
    seq: int
    turn: str
    who: str
    text: str
    message: int = 1
    messages: int = 1
    piece: int = 1
    pieces: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience(Entry):
    """A messenger asks to be left alone until then; where somebody was to be shown something."""

    place: str
    conversation: str
    until_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned(Entry):
    """A tab was told that lines up to here no longer exist."""

    place: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Entry):
    """A place where a conversation is looked at; it must have seen everything in the end."""

    place: str
    conversation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Entry):
    """Nobody looks there any more: a tab that is gone, a chat that blocked us. turn: tells of it, if any."""

    place: str
    turn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Entry):
    """Somebody looks there again, after nobody did."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached(Entry):
    """A messenger said that a line reaches nobody there."""

    place: str
    conversation: str
    seq: int
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing(Entry):
    """The queue showed a turn to a worker, which made this of it: settled, handed back or killed."""

    conversation: str
    turn: str
    received: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Entry):
    """Something went wrong on purpose, in a call made for a turn.

    doubt: whether lines may be on their way or shown without our knowing: each may show once more.
    outlived: whether its process went on after its deadline.
    """

    conversation: str
    turn: str
    call: str
    kind: str
    doubt: bool
    outlived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined(Entry):
    """A turn was given up under a number for the person to quote."""

    conversation: str
    turn: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead(Entry):
    """The queue gave a turn up."""

    conversation: str
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted(Entry):
    """Something was done for somebody in the outside world, under an idempotency key."""

    owner: str
    turn: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Entry):
    """An engine took a turn in, and its own memory of the dialog moved."""

    conversation: str
    turn: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Entry):
    """A line that the platform had kept when nothing moved any more, expired or not.

    since_s: when it was written.
    """

    conversation: str
    seq: int
    turn: str
    who: str
    since_s: float = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest(Entry):
    """How things stood when nothing moved any more."""

    queued: int
    dead: int
    leased: int
    open: int


Kind = TypeVar("Kind", bound=Entry)


class History:
    """Entries in the order they happened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Write one down."""
        self.entries.append(entry)

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """The entries of one kind."""
        return (entry for entry in self.entries if isinstance(entry, kind))

    def timeline(self) -> str:
        """One line an entry, see ``row``."""
        return "\n".join(row(entry) for entry in self.entries)


def key_of(turn: Turn) -> str:
    """How a history names a turn."""
    return str(turn_key(turn))[:8]


def group_of(turn: Turn) -> str:
    """How a history names a turn's conversation."""
    return str(conversation_key(turn.address))[:8]


def words_of(line: Line) -> str:
    """What a line shows, in words."""
    return line.text or " / ".join(str(getattr(part, "text", "…")) for part in line.parts)
