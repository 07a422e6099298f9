"""Buttons: choices that come back when they are pressed, and ways that lead somewhere.

Source: https://docs.slack.dev/reference/block-kit/block-elements/button-element
"""

from collections.abc import Sequence
from typing import Any, Final

from lambdas.domain.cleaning import clean
from lambdas.domain.reply import Choice
from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import code_points

LABEL_CHARACTERS: Final = 75
VALUE_CHARACTERS: Final = 2000

CHOICE: Final = "parley-choice-"
LABEL_STANDS: Final = "parley-choice-label-"
"""Begins the id of a button whose value does not fit: its whole label is the value then."""

WAY: Final = "parley-way"


def is_choice(action_id: str) -> bool:
    """Whether a button of this id is one that ``choice_button`` made."""
    return action_id.startswith(CHOICE)


def choice_button(choice: Choice, number: int) -> dict[str, Any]:
    """A button with a label; its number tells it from the others of the message."""
    value = choice.value
    fits = 0 < len(value) <= VALUE_CHARACTERS and value == clean(value)
    return {
        "type": "button",
        "action_id": f"{CHOICE if fits else LABEL_STANDS}{number}",
        "text": _label(choice.label),
        "value": value if fits else choice.label[:VALUE_CHARACTERS],
    }


def way_button(label: str, url: str, *, number: int) -> dict[str, Any]:
    """A button that leads to an address; its press tells nothing that is answered."""
    name = f"{WAY}-{number}"
    return {"type": "button", "action_id": name, "style": "primary", "text": _label(label), "url": url}


def plain(text: str) -> dict[str, Any]:
    """A text object in which nothing is read as markup, nor as the name of an emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def shown_whole(choices: Sequence[Choice]) -> bool:
    """Whether every label fits on its button."""
    return all(len(choice.label) <= LABEL_CHARACTERS for choice in choices)


def _label(text: str) -> dict[str, Any]:
    return plain(cut(text, LABEL_CHARACTERS, code_points))
