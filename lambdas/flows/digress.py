"""Digressions and back: what an aside came into goes on when the aside is over, on every engine alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lambdas.domain.conversation import Awaited, Interrupted, Session
from lambdas.domain.declared import FALLBACK
from lambdas.domain.reply import Part, Text
from lambdas.flows.route import Understood

ASKING: Final = ("?", "\uff1f", "\u061f")
"""The marks of a question; the others are those of Chinese and of Arabic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """How a person's dialog stands after a turn.

    again: the question that is asked once more. restore: the state is not what the engine remembers.
    awaited: what is waited for, if anything is. For the rest see ``Session``.
    """

    state: str
    again: Sequence[Part] = ()
    restore: bool = False
    awaited: Awaited | None = None
    interrupted: Interrupted | None = None


def onward(understood: Understood, *, asides: frozenset[str]) -> Onward:
    """Where it goes on: where the engine has it, or, when an aside is over, in what that came into."""
    made = understood.made
    interrupted = _interrupted(made.intent, understood.before, asides)
    if not made.closed:
        awaited = Awaited(intent=made.intent, slot=made.asked, parts=question(made.parts))
        return Onward(state=made.state, awaited=awaited, interrupted=interrupted)
    if interrupted is None:
        return Onward(state=made.state)
    awaited = interrupted.awaited
    state = understood.engine.resumed(interrupted.state, after=made.state)
    return Onward(state=state, again=awaited.parts, restore=True, awaited=awaited)


def question(parts: Sequence[Part]) -> Sequence[Part]:
    """The part of a reply that asks, with what stands below it; all of the reply where none has the mark."""
    asking = [at for at, part in enumerate(parts) if isinstance(part, Text) and _asks(part)]
    return tuple(parts[asking[-1] :]) if asking else tuple(parts)


def _interrupted(intent: str | None, before: Session | None, asides: frozenset[str]) -> Interrupted | None:
    """The dialog that waits while this intent is under way; none where it has taken that dialog's place.

    One deep: an aside in an aside takes the first one's place. An aside that is given up ends like any other.
    """
    if before is None or before.awaited is None:
        return None
    waits = before.interrupted or Interrupted(state=before.state, awaited=before.awaited)
    if intent == waits.awaited.intent:
        return None
    given_up = intent == FALLBACK and before.interrupted is not None
    return waits if intent in asides or given_up else None


def _asks(text: Text) -> bool:
    return any(mark in text.text for mark in ASKING)
