"""The state of a session: the intent under way, what was asked last, and what the client stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from definition.bot import Intent
from dev.understanding.heard import Value

Json = Mapping[str, Any]  # what passes through as it is written: cards, active contexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to say; a card has no content."""

    content_type: str
    content: str | None = None
    card: Json | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentState:
    """An intent under way, with every one of its slots; a slot that is not filled is None.

    state: InProgress, ReadyForFulfillment, Fulfilled, Failed … confirmation: None, Confirmed or Denied.
    """

    name: str
    slots: Mapping[str, Value | None]
    state: str = "InProgress"
    confirmation: str = "None"

    @property
    def filled(self) -> Mapping[str, Value]:
        """The slots that have a value."""
        return {name: value for name, value in self.slots.items() if value}

    def with_slots(self, slots: Mapping[str, Value | None]) -> "IntentState":
        """Give the intent with some slots changed; what was confirmed before is not any more."""
        return replace(self, slots={**self.slots, **slots}, state="InProgress", confirmation="None")


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogAction:
    """What the bot does next: ElicitSlot (with ``slot``), ConfirmIntent, ElicitIntent, Delegate or Close."""

    type: str
    slot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that a session remembers of a dialog.

    attempt: how often the same thing was asked again. contexts: those that are active.
    fresh: the names of those that are of this turn. until: when each is over, by its name.
    closings: how often an intent has said its last words.
    """

    intent: IntentState | None = None
    action: DialogAction | None = None
    attempt: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    contexts: tuple[Json, ...] = ()
    fresh: frozenset[str] = frozenset()
    until: Mapping[str, datetime] = field(default_factory=dict)
    closings: Mapping[str, int] = field(default_factory=dict)

    @property
    def asked(self) -> DialogAction | None:
        """What an answer is awaited to, if anything."""
        waits = self.action and self.action.type in {"ElicitSlot", "ConfirmIntent"}
        return self.action if waits and self.intent else None


def begun(intent: Intent, slots: Mapping[str, Value]) -> IntentState:
    """Give an intent at its beginning, with the slots that its first words filled."""
    return IntentState(name=intent.name, slots={name: slots.get(name) for name in intent.slots})
