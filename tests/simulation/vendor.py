"""What a messenger is in a simulated world: one shape for all, which each fills in a file of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from urllib3 import HTTPHeaderDict, PoolManager

from cli.deliveries.form import Captured
from cli.deliveries.signing import Signer
from lambdas.domain.ids import ConversationId
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock, Inbound, Messenger

WEBHOOKS_URL: Final = "https://chat.example/webhooks"
SEND, TYPING, TOKEN = "send", "typing", "token"
LABEL, VALUE = "Yes", "yes"
"""Of the one button that people press."""

START, HELP = "/start", "/help"
"""What stands in a conversation where somebody begins or is greeted, and where somebody asks for help."""

Told = Mapping[str, Any]
"""What a delivery tells of one thing that somebody did."""


class UndocumentedError(BaseException):
    """A call that no documentation has; nothing catches it, so that the world ends and everybody sees why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Where people talk with the bot.

    names: by which calls of the API may name it. conversation: as ours is to name it. people: by the
    messenger's ids. forgiving: whether a call that is made again shows nothing again there.
    """

    names: frozenset[str]
    conversation: ConversationId
    people: Sequence[str]
    private: bool
    forgiving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Somebody does something somewhere. number: no other deed's. text: what is said, if anything."""

    chat: Chat
    user: str
    number: int
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A deed as it is delivered.

    id: as ours is to name it. tells: one for each time that it is told. chat: where it is answered, if not
    where it was done. waits: whether anybody waits for that.
    """

    id: str
    tells: Sequence[Told]
    chat: Chat | None = None
    waits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How a messenger delivers.

    pauses_s: before it tries a second time, a third … again_s: after how long it may tell again what was
    taken. within_s: how long it waits for an answer. taken: the statuses that end its tries. most: how many
    tells one delivery has at most. in_order: whether a chat's next waits until the one before is over.
    """

    pauses_s: Sequence[float]
    again_s: Sequence[float]
    within_s: float
    taken: Sequence[int] = range(200, 300)
    most: int = 1
    in_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What urllib3 hands back."""

    status: int
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=HTTPHeaderDict)

    def close(self) -> None:
        """See ``urllib3.BaseHTTPResponse``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """In the messenger's own words: what was done, and what was not.

    busy: each asks for so many seconds of patience. hurried: for patience, not for how long.
    undone: nothing was done, and later it may be. unknown: it may have been done or not.
    unliked: nothing that looks like this is taken. gone, shut: nothing is, to this person. moved: nothing is
    there, it is this chat now.
    """

    taken: Answer
    busy: Sequence[Callable[[int], Answer]]
    hurried: Sequence[Answer] = ()
    undone: Sequence[Answer]
    unknown: Sequence[Answer]
    unliked: Answer
    gone: Answer
    shut: Answer | None = None
    moved: Callable[[Chat], Answer] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A call of the API as urllib3 is handed it."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a call wants. chat: whereto, see ``Chat.names``. words: what is to be seen there, as it is read.

    key: by which a repeat of it is known, where it is. answer: of a call that is about no chat.
    """

    kind: str = SEND
    chat: str = ""
    words: str = ""
    key: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """One messenger and our installation there.

    user: somebody's id, by number. alone, together: where people of these ids talk with the bot, the latter
    None where nobody can. says, presses, leaves, returns, moves: a deed as the messenger tells it; None where
    it tells of no leaving, of nobody who comes back, of no place that becomes another. commands: what is said
    by a command of its own, None where it has none. sends: something that a body has, which is one of its
    documented deliveries. letter: some tells as one delivery, at the n-th try from 0, not yet proven; proven:
    the same with its proof. read: a call of its API; raises ``UndocumentedError``. long: so many characters
    take several messages.
    """

    installation: Installation
    inbound: Callable[[Clock], Inbound]
    messenger: Callable[[PoolManager, Clock], Messenger]
    user: Callable[[int], str]
    alone: Callable[[str], Chat]
    together: Callable[[Sequence[str]], Chat] | None = None
    says: Callable[[Deed], Event]
    presses: Callable[[Deed], Event]
    sends: Callable[[Deed, str], Event]
    commands: Callable[[Deed], Event] | None = None
    moves: Callable[[Deed], Event] | None = None
    leaves: Callable[[Deed], Event] | None = None
    returns: Callable[[Deed], Event] | None = None
    letter: Callable[[Sequence[Told], int], Captured]
    proven: Callable[[Captured, datetime], Captured]
    schedule: Schedule
    read: Callable[[Request], Asked]
    answers: Answers
    long: int


def signed_by(installation: Installation, key: str) -> Callable[[Captured, datetime], Captured]:
    """Proves deliveries with the secret that we share with a messenger."""
    url = f"{WEBHOOKS_URL}/{installation.id}"

    def proven(call: Captured, now: datetime) -> Captured:
        return Signer(installation=installation, key=key.encode(), url=url, now=now).signed(call)

    return proven


def told_as(data: bytes, *, status: int = 200, **headers: str) -> Answer:
    """An answer with this body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, data=data, headers=HTTPHeaderDict(named))


def expect(documented: object, what: str) -> None:
    """Raise ``UndocumentedError`` unless a call is as documented."""
    if not documented:
        raise UndocumentedError(what)
