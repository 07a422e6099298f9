"""Choices as reply buttons or as rows of a list.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages,
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.cleaning import clean
from lambdas.domain.reply import Choice
from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import utf16_units

MOST_BUTTONS: Final = 3
TITLE: Final = 20
BUTTON_ID: Final = 256
MOST_ROWS: Final = 10
ROW_TITLE: Final = 24
ROW_DESCRIPTION: Final = 72
ROW_ID: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be picked below a message. unseen: what of it must be told in words."""

    kind: str
    action: dict[str, Any]
    unseen: Sequence[Choice] = ()


def as_buttons(choices: Sequence[Choice]) -> bool:
    """Whether reply buttons tell all of these."""
    few = 0 < len(choices) <= MOST_BUTTONS
    return few and all(utf16_units(choice.label) <= TITLE for choice in choices) and _apart(choices)


def offer(choices: Sequence[Choice], *, opens: str) -> Offer:
    """Buttons where they tell all, else a list. opens: what the button is called that opens the list."""
    if as_buttons(choices):
        buttons = [{"type": "reply", "reply": reply(choice)} for choice in choices]
        return Offer(kind="button", action={"buttons": buttons})
    choices = tuple(dict.fromkeys(choices))
    # Rows that share an id are not taken.
    first = {_value(choice, ROW_ID): choice for choice in reversed(choices)}
    listed = [choice for choice in choices if choice in first.values()][:MOST_ROWS]
    titles = Counter(_title(choice.label) for choice in listed)
    rows = [
        _row(choice, number=place + 1 if titles[_title(choice.label)] > 1 else 0)
        for place, choice in enumerate(listed)
    ]
    unseen = [each for each in choices if each not in listed or utf16_units(each.label) > ROW_DESCRIPTION]
    return Offer(kind="list", action={"button": opens, "sections": [{"rows": rows}]}, unseen=tuple(unseen))


def reply(choice: Choice) -> dict[str, Any]:
    """A reply button's id and title."""
    return {"id": _value(choice, BUTTON_ID), "title": choice.label}


def _row(choice: Choice, *, number: int) -> dict[str, Any]:
    """A row; its title is told from those like it by a number, and stands whole below where it is cut."""
    title = _title(f"{number}. {choice.label}" if number else choice.label)
    row = {"id": _value(choice, ROW_ID), "title": title}
    if title != choice.label:
        row["description"] = cut(choice.label, ROW_DESCRIPTION, utf16_units)
    return row


def _title(label: str) -> str:
    return cut(label, ROW_TITLE, utf16_units)


def _value(choice: Choice, limit: int) -> str:
    """The value; where it would not come back as it is, the label stands for it."""
    value = choice.value
    whole = value == clean(value) and 0 < utf16_units(value) <= limit
    return value if whole else cut(choice.label, limit, utf16_units)


def _apart(choices: Sequence[Choice]) -> bool:
    """Whether each has an id and a title of its own."""
    ids = {_value(choice, BUTTON_ID) for choice in choices}
    return len(ids) == len({choice.label for choice in choices}) == len(choices)
