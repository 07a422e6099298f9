"""Choices as quick replies below a message and as buttons of a card.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies,
https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/buttons/postback
"""

from collections.abc import Sequence
from typing import Any, Final

from lambdas.domain.cleaning import clean
from lambdas.domain.reply import Choice
from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import utf16_units

TITLE: Final = 20
PAYLOAD: Final = 1000
MOST_REPLIES: Final = 13
MOST_BUTTONS: Final = 3
"""On a card, or below a text."""


def fits(choice: Choice) -> bool:
    """Whether a button shows the whole label."""
    return utf16_units(choice.label) <= TITLE


def quick_replies(choices: Sequence[Choice]) -> Sequence[dict[str, Any]]:
    """As many as there may be, labels cut where they are too long."""
    return [
        {"content_type": "text", "title": _title(choice), "payload": _payload(choice)}
        for choice in choices[:MOST_REPLIES]
    ]


def unseen(choices: Sequence[Choice]) -> Sequence[Choice]:
    """What quick replies do not tell in full."""
    return tuple(choice for place, choice in enumerate(choices) if place >= MOST_REPLIES or not fits(choice))


def postbacks(choices: Sequence[Choice]) -> Sequence[dict[str, Any]]:
    """Buttons of a card."""
    return [{"type": "postback", "title": _title(choice), "payload": _payload(choice)} for choice in choices]


def _title(choice: Choice) -> str:
    return cut(choice.label, TITLE, utf16_units)


def _payload(choice: Choice) -> str:
    """The value; where it would not come back as it is, the label stands for it."""
    value = choice.value
    whole = value == clean(value) and 0 < utf16_units(value) <= PAYLOAD
    return value if whole else cut(choice.label, PAYLOAD, utf16_units)
