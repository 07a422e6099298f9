"""A message as the reply parts that Lambdas hand to channels, in their JSON.

``[{"kind": "text", "text": "Which size?"}, {"kind": "choices", "choices": [{"label": "S", "value": "s"}]}]``
"""

from collections.abc import Iterator, Mapping, Sequence

from definition.bot import Button, Message

Json = dict[str, object]


def said_parts(message: Message) -> Iterator[Json]:
    """Give the parts of a message: its text, then its card, then its choices."""
    yield filled({"kind": "text", "text": message.text, "speech": message.speech})
    if card := message.card:
        looks = {"title": card.title, "subtitle": card.subtitle, "image": card.image}
        yield filled({"kind": "card", **looks, "buttons": _buttons(card.buttons)})
    if choices := message.choices:
        if choices.title:
            yield {"kind": "text", "text": choices.title}
        yield {"kind": "choices", "choices": _buttons(choices.buttons)}


def filled(given: Mapping[str, object]) -> Json:
    """Give what is not empty."""
    return {name: value for name, value in given.items() if value}


def _buttons(buttons: Sequence[Button]) -> list[dict[str, str]]:
    return [{"label": button.text, "value": button.value} for button in buttons]
