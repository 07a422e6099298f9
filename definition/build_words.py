"""Turns the plain words of a locale, once their shape is right, into frozen values."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from definition.bot import (
    Button,
    Card,
    Choices,
    Confirmation,
    IntentWords,
    Locale,
    Message,
    Prompt,
    SmallTalk,
)

Plain = Mapping[str, Any]  # checked against the shape, and gone within these functions


def locale_words(name: str, given: Plain) -> Locale:
    """Give how a bot speaks in one language."""
    return Locale(
        name=name,
        fallback=_variations(given["fallback"]),
        commands=dict(given.get("commands", {})),
        synonyms={
            slot_type: {value: tuple(words) for value, words in values.items()}
            for slot_type, values in given.get("slot_types", {}).items()
        },
        intents={intent: _words(words) for intent, words in given["intents"].items()},
        small_talk={talk: _small_talk(of) for talk, of in given.get("small_talk", {}).items()},
        languages={other: tuple(said) for other, said in given.get("languages", {}).items()},
        account={wish: tuple(said) for wish, said in given.get("account", {}).items()},
    )


def _words(given: Plain) -> IntentWords:
    confirmation = given.get("confirmation")
    return IntentWords(
        utterances=tuple(given.get("utterances", ())),
        slots={slot: _prompt(prompt) for slot, prompt in given.get("slots", {}).items()},
        confirmation=_confirmation(confirmation) if confirmation else None,
        closing=_variations(given.get("closing", [])),
        replies={name: _message(reply) for name, reply in given.get("replies", {}).items()},
    )


def _confirmation(given: Plain) -> Confirmation:
    return Confirmation(prompt=_prompt(given), declined=_message(given["declined"]))


def _small_talk(given: Plain) -> SmallTalk:
    return SmallTalk(
        says=tuple(given["says"]),
        answers=_variations(given["answers"]),
        in_dialogs=given.get("in_dialogs", True),
    )


def _prompt(given: Plain) -> Prompt:
    """Give a question; its choices stand beside every wording that has none of its own."""
    choices = _choices(given["choices"]) if "choices" in given else None
    wordings = map(_message, (given["prompt"], *given.get("retries", ())))
    return Prompt(
        wordings=tuple(replace(wording, choices=wording.choices or choices) for wording in wordings),
        max_retries=given.get("max_retries", 2),
    )


def _variations(given: Any) -> tuple[Message, ...]:  # noqa: ANN401 (a message, or a list of them)
    return tuple(map(_message, given if isinstance(given, list) else [given]))


def _message(given: Any) -> Message:  # noqa: ANN401 (words, or keys)
    if isinstance(given, str):
        return Message(text=given)
    return Message(
        text=given["text"],
        speech=given.get("speech"),
        card=_card(given["card"]) if "card" in given else None,
        choices=_choices(given["choices"]) if "choices" in given else None,
    )


def _card(given: Plain) -> Card:
    return Card(
        title=given["title"],
        subtitle=given.get("subtitle"),
        image=given.get("image"),
        buttons=_buttons(given.get("buttons", ())),
    )


def _choices(given: Plain) -> Choices:
    return Choices(title=given.get("title"), buttons=_buttons(given["buttons"]))


def _buttons(given: Any) -> tuple[Button, ...]:  # noqa: ANN401 (a list of plain records)
    return tuple(Button(text=button["text"], value=button["value"]) for button in given)
