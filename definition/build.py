"""Turns the plain content of a bot's file, once its shape is right, into frozen values."""

from collections.abc import Mapping
from typing import Any

from definition.bot import Bot, Branch, Default, FromContext, Intent, Lifetime, Slot, Step
from definition.build_words import locale_words
from definition.condition_text import read_condition
from definition.placeholder import PLACEHOLDER

Plain = Mapping[str, Any]  # checked against the shape, and gone within these functions


def build(content: Plain) -> Bot:
    """Give the bot that a faultless file declares."""
    return Bot(
        name=content["name"],
        description=content.get("description", ""),
        session_timeout_s=content.get("session_timeout_s", 300),
        confidence=content.get("confidence", 0.4),
        slot_types={name: tuple(values) for name, values in content.get("slot_types", {}).items()},
        intents={name: _intent(name, given) for name, given in content["intents"].items()},
        locales={name: locale_words(name, given) for name, given in content["locales"].items()},
    )


def _intent(name: str, given: Plain) -> Intent:
    account = tuple(given["requires"]["account"]) if "requires" in given else None
    return Intent(
        name=name,
        slots={slot: _slot(slot, of) for slot, of in given.get("slots", {}).items()},
        dialog_hook=account is not None or given.get("dialog_hook", False),
        fulfillment_hook=given.get("fulfillment_hook", False),
        after=tuple(given.get("after", ())),
        context=_lifetime(given["context"]) if "context" in given else None,
        aside=given.get("aside", False),
        account=account,
        branches={step: tuple(map(_branch, of)) for step, of in given.get("branches", {}).items()},
    )


def _slot(name: str, given: Plain) -> Slot:
    default = _default(given["default"]) if "default" in given else None
    return Slot(name=name, type=given["type"], required=given.get("required", True), default=default)


def _default(written: str) -> Default:
    named = PLACEHOLDER.fullmatch(written)
    if named is None:
        return written
    intent, _, slot = named[1].partition(".")
    return FromContext(intent=intent, slot=slot)


def _lifetime(given: Plain) -> Lifetime:
    return Lifetime(turns=given.get("turns", 5), seconds=given.get("seconds", 300))


def _branch(given: Plain) -> Branch:
    condition = read_condition(given["if"]) if "if" in given else None
    then = _step(given["then"]) if given.get("then") else None
    return Branch(condition=condition, say=given.get("say"), then=then)


def _step(given: Any) -> Step:  # noqa: ANN401 (a word, or one key with a name)
    if isinstance(given, str):
        return Step(kind=given)  # type: ignore[arg-type] # the shape lets only the kinds through
    ((kind, name),) = given.items()
    return Step(kind=kind, name=name)
