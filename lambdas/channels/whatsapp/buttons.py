"""Choices as reply buttons or as rows of a list.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages,
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


def shown(choices: Sequence[Choice]) -> Sequence[Choice]:
    """The choices that have anything to show, labels cleaned and in one line."""
    named = (
        replace(each, label=" ".join((clean(each.label) or clean(each.value)).split())) for each in choices
    )
    return tuple(choice for choice in named if choice.label)


def as_buttons(choices: Sequence[Choice]) -> bool:
    """Whether reply buttons tell all of these."""
    few = 0 < len(choices) <= MOST_BUTTONS
    return few and all(utf16_units(choice.label) <= TITLE for choice in choices) and _apart(choices)


def offer(choices: Sequence[Choice], *, opens: str) -> Offer:
    """Buttons where they tell all, else a list. opens: what the button is called that opens the list."""
    if as_buttons(choices):
        buttons = [{"type": "reply", "reply": reply(choice)} for choice in choices]
        return Offer(kind="button", action={"buttons": buttons})
    listed: list[Choice] = []
    for choice in choices[:MOST_ROWS]:
        if _apart([*listed, choice]):
            listed.append(choice)
    # Rows that would share an id or a title are not taken.
    rows = [_row(choice) for choice in listed]
    unseen = [each for each in choices if each not in listed or utf16_units(each.label) > ROW_DESCRIPTION]
    return Offer(kind="list", action={"button": opens, "sections": [{"rows": rows}]}, unseen=tuple(unseen))


def reply(choice: Choice) -> dict[str, Any]:
    """A reply button's id and title."""
    return {"id": _value(choice, BUTTON_ID), "title": choice.label}


def _row(choice: Choice) -> dict[str, Any]:
    row = {"id": _value(choice, ROW_ID), "title": cut(choice.label, ROW_TITLE, utf16_units)}
    if row["title"] != choice.label:
        row["description"] = cut(choice.label, ROW_DESCRIPTION, utf16_units)
    return row


def _value(choice: Choice, limit: int) -> str:
    """The value; where it would not come back as it is, the label stands for it."""
    value = choice.value
    whole = value == clean(value) and 0 < utf16_units(value) <= limit
    return value if whole else cut(choice.label, limit, utf16_units)


def _apart(choices: Sequence[Choice]) -> bool:
    """Whether each has an id and a title of its own."""
    ids = {_value(choice, ROW_ID) for choice in choices}
    titles = {cut(choice.label, ROW_TITLE, utf16_units) for choice in choices}
    return len(ids) == len(titles) == len(choices)
