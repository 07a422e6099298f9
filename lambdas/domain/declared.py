"""A bot's dialogs as its definition declares them; they travel to fulfilment as ``dialogs.json``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lambdas.domain.part_json import decode_part
from lambdas.domain.reply import Part

FALLBACK: Final = "FallbackIntent"
"""What is under way when nothing that the bot knows was said."""

Said = Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredSlot:
    """One value that an intent needs.

    default: a constant, or a slot of an intent that is done: ``("Directions", "City")``.
    """

    name: str
    type: str
    required: bool = False
    default: str | tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredStep:
    """Where a branch leads: ask, start, confirm, fulfil or end; ``name`` is the slot or the intent."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredBranch:
    """What comes after a step where a condition holds. condition: see ``branches.holds``; empty: always."""

    condition: Mapping[str, Any]
    say: str
    then: DeclaredStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """How long an intent stays in context once it is done, and the names of those contexts."""

    turns: int
    seconds: int
    names: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """wordings: the question, then what is asked instead; after ``max_retries`` more it is given up."""

    wordings: Sequence[Said]
    max_retries: int

    def worded(self, attempt: int) -> Said:
        """The words of one attempt, from 0; the last stays."""
        return self.wordings[min(attempt, len(self.wordings) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredIntent:
    """What a person may want, and how the bot speaks of it in one locale.

    after: understood only while one of these is in context. branches: by the step that they follow.
    """

    name: str
    slots: Mapping[str, DeclaredSlot] = field(default_factory=dict)
    dialog_hook: bool = False
    fulfillment_hook: bool = False
    after: Sequence[str] = ()
    context: Lasting | None = None
    branches: Mapping[str, Sequence[DeclaredBranch]] = field(default_factory=dict)
    prompts: Mapping[str, Question] = field(default_factory=dict)
    confirmation: Question | None = None
    declined: Said = ()
    closing: Sequence[Said] = ()
    replies: Mapping[str, Said] = field(default_factory=dict)


Dialogs = Mapping[str, DeclaredIntent]
"""The intents of one bot in one locale, by name, the fallback among them."""


def read_dialogs(text: str) -> Mapping[str, Mapping[str, Dialogs]]:
    """The dialogs of every bot, by bot and locale; raises ValueError, KeyError or TypeError."""
    return {
        bot: {locale: _dialogs(given["intents"], words) for locale, words in given["locales"].items()}
        for bot, given in json.loads(text).items()
    }


def _dialogs(intents: Mapping[str, Any], words: Mapping[str, Any]) -> Dialogs:
    fallback = DeclaredIntent(name=FALLBACK, closing=tuple(map(_said, words["fallback"])))
    known = {name: _intent(name, given, words["intents"].get(name, {})) for name, given in intents.items()}
    return {**known, FALLBACK: fallback}


def _intent(name: str, given: Mapping[str, Any], words: Mapping[str, Any]) -> DeclaredIntent:
    return DeclaredIntent(
        name=name,
        slots={slot["name"]: _slot(slot) for slot in given.get("slots", ())},
        dialog_hook=given.get("dialog_hook", False),
        fulfillment_hook=given.get("fulfillment_hook", False),
        after=given.get("after", ()),
        context=Lasting(**given["context"]) if "context" in given else None,
        branches={step: tuple(map(_branch, of)) for step, of in given.get("branches", {}).items()},
        prompts={slot: _question(prompt) for slot, prompt in words.get("prompts", {}).items()},
        confirmation=_question(words["confirmation"]) if "confirmation" in words else None,
        declined=_said(words.get("declined", ())),
        closing=tuple(map(_said, words.get("closing", ()))),
        replies={reply: _said(parts) for reply, parts in words.get("replies", {}).items()},
    )


def _slot(given: Mapping[str, Any]) -> DeclaredSlot:
    default = given.get("default")
    taken = (default["intent"], default["slot"]) if isinstance(default, dict) else default
    return DeclaredSlot(
        name=given["name"], type=given["type"], required=given.get("required", False), default=taken
    )


def _branch(given: Mapping[str, Any]) -> DeclaredBranch:
    then = DeclaredStep(**given["then"]) if "then" in given else None
    return DeclaredBranch(condition=given.get("if", {}), say=given.get("say", ""), then=then)


def _question(given: Mapping[str, Any]) -> Question:
    return Question(wordings=tuple(map(_said, given["wordings"])), max_retries=given["max_retries"])


def _said(parts: Sequence[Mapping[str, Any]]) -> Said:
    return tuple(map(decode_part, parts))
