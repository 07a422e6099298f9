"""Turns the plain content of a bot's file, once its shape is right, into frozen values."""

from collections.abc import Mapping
from typing import Any

from definition.bot import Bot, Button, Choices, Confirmation, Intent, IntentWords, Locale, Prompt, Slot

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
        locales={name: _locale(name, given) for name, given in content["locales"].items()},
    )


def _intent(name: str, given: Plain) -> Intent:
    slots = given.get("slots", {}).items()
    return Intent(
        name=name,
        slots={
            slot: Slot(name=slot, type=of["type"], required=of.get("required", True)) for slot, of in slots
        },
        dialog_hook=given.get("dialog_hook", False),
        fulfillment_hook=given.get("fulfillment_hook", False),
    )


def _locale(name: str, given: Plain) -> Locale:
    return Locale(
        name=name,
        fallback=given["fallback"],
        commands=dict(given.get("commands", {})),
        synonyms={
            slot_type: {value: tuple(words) for value, words in values.items()}
            for slot_type, values in given.get("slot_types", {}).items()
        },
        intents={intent: _words(words) for intent, words in given["intents"].items()},
    )


def _words(given: Plain) -> IntentWords:
    confirmation = given.get("confirmation")
    return IntentWords(
        utterances=tuple(given.get("utterances", ())),
        slots={slot: _prompt(prompt) for slot, prompt in given.get("slots", {}).items()},
        confirmation=confirmation
        and Confirmation(prompt=_prompt(confirmation), declined=confirmation["declined"]),
        closing=given.get("closing"),
        replies=dict(given.get("replies", {})),
    )


def _prompt(given: Plain) -> Prompt:
    return Prompt(
        text=given["prompt"],
        retries=tuple(given.get("retries", ())),
        max_retries=given.get("max_retries", 2),
        choices=_choices(given["choices"]) if "choices" in given else None,
    )


def _choices(given: Plain) -> Choices:
    buttons = tuple(Button(text=button["text"], value=button["value"]) for button in given["buttons"])
    return Choices(title=given.get("title"), buttons=buttons)
