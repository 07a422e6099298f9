"""What a bot says by its definition, as Lex messages."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from definition.bot import Button, Card, Choices, IntentWords, Prompt
from definition.bot import Message as Said
from definition.placeholder import PLACEHOLDER
from dev.lex.state import IntentState, Message


def message(said: Said, intent: IntentState | None = None) -> tuple[Message, ...]:
    """Give what is said, ``{Slot}`` filled in, with the cards it has."""
    return tuple(_messages(said, intent))


def every(said: Sequence[Said], intent: IntentState) -> tuple[Message, ...]:
    """Give one thing after another."""
    return tuple(one for each in said for one in _messages(each, intent))


def asked(prompt: Prompt, intent: IntentState, *, attempt: int) -> tuple[Message, ...]:
    """Give a question, in other words at each further attempt, with the choices it has as a card."""
    return message(prompt.wordings[min(attempt, len(prompt.wordings) - 1)], intent)


def closing(words: IntentWords, intent: IntentState, *, before: int) -> tuple[Message, ...]:
    """Give the last word of an intent, in other words each time; nothing where its definition has none."""
    if intent.confirmation == "Denied" and words.confirmation:
        return message(words.confirmation.declined, intent)
    return message(words.closing[before % len(words.closing)], intent) if words.closing else ()


def _messages(said: Said, intent: IntentState | None) -> Iterator[Message]:
    words = _filled(said.text, intent)
    if said.speech:
        yield Message(content_type="SSML", content=_filled(said.speech, intent, escaped=True))
    else:
        yield Message(content_type="PlainText", content=words)
    if said.card:
        yield _card_message(_card(said.card))
    if said.choices:
        yield _card_message(_choices(said.choices, said=words))


def _filled(text: str, intent: IntentState | None, *, escaped: bool = False) -> str:
    values = {name: value.interpreted for name, value in intent.filled.items()} if intent else {}
    known = {name: escape(value) if escaped else value for name, value in values.items()}
    return PLACEHOLDER.sub(lambda found: known.get(found[1], ""), text)


def _card_message(card: dict[str, Any]) -> Message:
    return Message(content_type="ImageResponseCard", card=card)


def _card(card: Card) -> dict[str, Any]:
    subtitle = {"subtitle": card.subtitle} if card.subtitle else {}
    image = {"imageUrl": card.image} if card.image else {}
    buttons = {"buttons": _buttons(card.buttons)} if card.buttons else {}
    return {"title": card.title, **subtitle, **image, **buttons}


def _choices(choices: Choices, *, said: str) -> dict[str, Any]:
    return {"title": choices.title or said, "buttons": _buttons(choices.buttons)}


def _buttons(buttons: Sequence[Button]) -> list[dict[str, str]]:
    return [{"text": button.text, "value": button.value} for button in buttons]
