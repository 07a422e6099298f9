"""What is remembered of a conversation: its lines, its sessions, and how far a turn has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from lambdas.domain.ids import EventId, OwnerId
from lambdas.domain.reply import Part
from lambdas.domain.turn import Content, Turn


class Who(StrEnum):
    """Whose words a line shows."""

    PERSON = "person"
    BOT = "bot"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Begun:
    """How much of a line a messenger has shown, in the order in which it does.

    messages: so many, whole. calls: of the next message so many calls, if any, in the form of the number
    ``form``, from 0; see ``Outgoing``.
    """

    messages: int = 0
    form: int = 0
    calls: int = 0


NOT_BEGUN: Final = Begun()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visible thing in a conversation, said or replied.

    seq: its place in the conversation, from 1 without gaps.
    owner: the person it belongs to: who said it, or whom it answers.
    event: the turn that said it, or that it answers.
    text: of a person's line. parts: of a bot's line.
    begun: how much of it a messenger has shown already; the page never sees this.
    """

    seq: int
    who: Who
    owner: OwnerId
    event: EventId
    at: datetime
    text: str = ""
    parts: Sequence[Part] = ()
    begun: Begun = NOT_BEGUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines of a conversation in order.

    more: whether later ones exist. pruned_to: the last ``seq`` that no longer exists, if one was asked for.
    """

    lines: Sequence[Line]
    more: bool = False
    pruned_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What a dialog waits for an answer to.

    intent: None where the engine tells none. slot: the one that is asked for, empty where a yes or a no is.
    parts: the question as it was asked last.
    """

    intent: str | None
    slot: str = ""
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """A dialog that an aside came into, and that goes on after it. state: see ``Session.state``."""

    state: str
    awaited: Awaited


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person's dialog state in one conversation, as the engine last reported it.

    engine: whose state it is. state: JSON text that only this engine's adapter reads.
    restore: the engine's own memory may be ahead of this, so it is put back before the next turn.
    locale: the one the dialog is in, empty where it is not known. chosen: the person asked for it.
    open: whether the dialog waits for an answer. awaited: to what, where that is known.
    interrupted: the dialog that goes on when this one, an aside, is over. waiting: what is answered once the
    person has signed in. All of it is 64 KB at most.
    """

    engine: str
    state: str
    at: datetime
    restore: bool = False
    locale: str = ""
    chosen: bool = False
    open: bool = False
    awaited: Awaited | None = None
    interrupted: Interrupted | None = None
    waiting: "Waiting | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message whose answer needs an account: it is answered once its person has signed in.

    login: the invitation that went out for it. expires: when that runs out.
    before: the session as the message found it, to be restored; None where there was none. Nothing waits in
    it itself.
    """

    content: Content
    locale: str
    login: str
    expires: datetime
    before: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A conversation as it was read: what the next write is conditional on.

    version: 0 where there is no row yet. next_seq: of the next line. session: the speaker's.
    known: whether this conversation is already on the list of what belongs to this person.
    unsent: whether earlier turns left lines that have not gone out.
    """

    version: int
    next_seq: int
    session: Session | None = None
    known: bool = False
    unsent: bool = False


class Progress(StrEnum):
    """How far a turn has come."""

    OPEN = "open"
    ANSWERED = "answered"
    SENT = "sent"
    UNSENT = "unsent"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """One worker's hold on a turn, which ends at its invocation's own deadline."""

    worker: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A turn in one worker's hands: what was said, whose it is, and how long it is his to answer."""

    turn: Turn
    owner: OwnerId
    lease: Lease


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the inbox says of a turn.

    attempt: how often it was claimed, from 1. unmarked: what was persisted and not yet marked as sent.
    engine: the one it was diverted to, empty where it was not.
    """

    progress: Progress
    attempt: int
    unmarked: Sequence[Line] = ()
    engine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What an engine made of a turn.

    parts: the reply, in order. state: see ``Session.state``. closed: whether no answer is waited for.
    asked: the slot that is asked for, empty where none is.
    """

    parts: Sequence[Part]
    state: str
    intent: str | None = None
    confidence: float | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """The ceilings a turn counts against when it is claimed first.

    bucket_turns in bucket_s seconds for a person; daily_budget engine calls a day (UTC) for a bot, or None
    where no engine is asked.
    """

    bot: str
    bucket_turns: int
    bucket_s: int
    daily_budget: int | None
