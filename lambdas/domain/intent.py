"""What a bot is asked to do for a person, and what comes of it; every engine's hook speaks these values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from lambdas.domain.ids import BotId, OwnerId, TurnKey
from lambdas.domain.keys import digest
from lambdas.domain.reply import Part
from lambdas.domain.signed_in import SignedIn

ENVELOPE: Final = "envelope"
"""What an envelope is sealed for; no other token opens as one."""

ENVELOPE_ATTRIBUTE: Final = "parley-envelope"
"""What an engine carries the sealed envelope under, from response to fulfilment."""

PRIVATE: Final = "private"
"""The claim that nobody but the person reads along; whatever is not ``YES`` is a group."""

YES: Final = "yes"


class Source(StrEnum):
    """Why the engine calls: to check an answer, or to do what was asked."""

    DIALOG = "dialog"
    FULFILMENT = "fulfilment"


class Confirmation(StrEnum):
    """What the person said to the last summary."""

    NONE = "none"
    CONFIRMED = "confirmed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A filled slot: the person's own words, and the value they stand for where the engine knew one."""

    original: str
    interpreted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of an engine's hook.

    bot: as the engine calls it, until the envelope has named ours.
    slots: by name; None where nothing was said. locale: BCP 47. attributes: what the session remembers.
    next_slot: what the engine would ask for next, if it would ask.
    """

    bot: BotId
    locale: str
    intent: str
    source: Source
    slots: Mapping[str, Slot | None] = field(default_factory=dict)
    confirmation: Confirmation = Confirmation.NONE
    attributes: Mapping[str, str] = field(default_factory=dict)
    next_slot: str | None = None

    @property
    def step(self) -> str:
        """Where in a turn this call stands: ``dialog``, ``dialog:City``, ``fulfilment``."""
        return self.source if self.next_slot is None else f"{self.source}:{self.next_slot}"


class Action(StrEnum):
    """What the engine is to do next."""

    DELEGATE = "delegate"
    ELICIT_SLOT = "elicit_slot"
    ELICIT_INTENT = "elicit_intent"
    CONFIRM = "confirm"
    CLOSE_FULFILLED = "close_fulfilled"
    CLOSE_FAILED = "close_failed"


SPOKEN = frozenset({Action.ELICIT_INTENT, Action.CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What comes of a call.

    parts: what is said; without any, the engine says what the bot's definition has for the case.
    slot: what to ask for again; the value it had is dropped. attributes: all that the session keeps.
    """

    action: Action
    parts: Sequence[Part] = ()
    slot: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.action in SPOKEN and not self.parts:
            raise ValueError(f"{self.action} needs words")
        if (self.action is Action.ELICIT_SLOT) != (self.slot is not None):
            raise ValueError("a slot is named when, and only when, it is asked for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Response's word for whom a turn is; nothing is done for anybody without it.

    bot: the one that is spoken to, whose words are used; an engine knows it by another name.
    scope: what may be done, as ``intent:BookHotel``, or ``intent:*`` for anything.
    private: whether nobody but the person reads along.
    """

    owner: OwnerId
    turn: TurnKey
    bot: BotId
    scope: frozenset[str]
    private: bool = False

    def allows(self, intent: str) -> bool:
        """Whether this intent may be run."""
        return bool(self.scope & {"intent:*", f"intent:{intent}"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing to do for one person, once, however often it is asked in the same turn.

    owner: of the chat. person: who is signed in there, and reads alone; None where nobody is.
    """

    owner: OwnerId
    turn: TurnKey
    intent: str
    step: str
    person: SignedIn | None = None

    @property
    def acts_for(self) -> OwnerId:
        """The owner of what is done: the person, where somebody is signed in."""
        return self.owner if self.person is None else self.person.owner

    @property
    def key(self) -> str:
        """The idempotency key, 64 hex digits: the same for a repeat, another for anything else."""
        return digest(self.turn, self.intent, self.step)


class Intent(Protocol):
    """What a bot does for one intent."""

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """Check, ask or act; whatever is done is done under the errand's key, so a repeat does it once.

        Raises ``Refused`` when it will never be done, or ``Retryable``.
        """
        ...


class Results(Protocol):
    """What came of errands, given back on a repeat."""

    def find(self, errand: Errand) -> Outcome | None:
        """What came of an errand, or None while nothing has, or it is long ago.

        Raises ``Refused`` when it was another owner's, or ``Retryable``.
        """
        ...

    def keep(self, errand: Errand, outcome: Outcome) -> Outcome:
        """Keep what came of it unless something is kept already; return what stands. Raises as ``find``."""
        ...
