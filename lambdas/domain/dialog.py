"""A dialog that fulfilment leads: how it stands, and what was heard; its state as JSON text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from lambdas.domain.intent import Confirmation, Slot


class Meaning(StrEnum):
    """What a person's words were for the engine."""

    BEGIN = "begin"
    ANSWER = "answer"
    YES = "yes"
    NO = "no"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the engine understood. intent: which one begins. slots: what was said of them, by name."""

    meaning: Meaning
    intent: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)


class Phase(StrEnum):
    """How far an intent has come."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    FAILED = "failed"


CONFIRM = "confirm?"
"""What is asked where a yes or a no is awaited; no slot has this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An intent that is done and still in context: for how many turns, until when, with which slots."""

    turns: int
    until: float
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """How a dialog stands.

    asked: the slot that is asked for, ``CONFIRM``, or empty where nothing is. attempt: how often it was
    asked in vain. attributes: what hooks remember. done: intents in context. spoken: how often each
    intent's last word was said, so that its variations come in turn.
    """

    intent: str = ""
    phase: Phase = Phase.OPEN
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confirmation: Confirmation = Confirmation.NONE
    asked: str = ""
    attempt: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, Done] = field(default_factory=dict)
    spoken: Mapping[str, int] = field(default_factory=dict)

    @property
    def values(self) -> Mapping[str, str]:
        """The slots that have a value, as it was understood."""
        return {name: slot.interpreted or slot.original for name, slot in self.slots.items()}

    def with_slots(self, slots: Mapping[str, Slot]) -> "Dialog":
        """The dialog with some slots filled anew; what was confirmed before is not any more."""
        filled = {**self.slots, **slots}
        return replace(self, slots=filled, confirmation=Confirmation.NONE, attempt=0)

    def without_slot(self, name: str) -> "Dialog":
        """The dialog with one slot empty."""
        left = {other: slot for other, slot in self.slots.items() if other != name}
        return replace(self, slots=left, confirmation=Confirmation.NONE)

    def aged(self, now: datetime) -> "Dialog":
        """The dialog one turn later: what was done too long ago is out of context."""
        older = {name: replace(one, turns=one.turns - 1) for name, one in self.done.items()}
        kept = {name: one for name, one in older.items() if one.turns >= 0 and now.timestamp() < one.until}
        return replace(self, done=kept)


def encode_dialog(dialog: Dialog) -> str:
    """The state as one line of JSON."""
    return json.dumps(asdict(dialog), separators=(",", ":"), ensure_ascii=False)


def decode_dialog(text: str) -> Dialog:
    """See ``encode_dialog``; raises ValueError, KeyError, TypeError or AttributeError where it is none."""
    given = json.loads(text)
    return Dialog(
        intent=str(given["intent"]),
        phase=Phase(given["phase"]),
        slots={name: Slot(**slot) for name, slot in given["slots"].items()},
        confirmation=Confirmation(given["confirmation"]),
        asked=str(given["asked"]),
        attempt=int(given["attempt"]),
        attributes={name: str(value) for name, value in given["attributes"].items()},
        done={name: _done(one) for name, one in given["done"].items()},
        spoken={name: int(times) for name, times in given["spoken"].items()},
    )


def _done(given: Mapping[str, Any]) -> Done:
    slots = {name: str(value) for name, value in given["slots"].items()}
    return Done(turns=int(given["turns"]), until=float(given["until"]), slots=slots)
