"""Parts as the messages of Teams that show them."""

from collections.abc import Mapping, Sequence
from typing import Any

from dev.doubles.shown import Shown
from dev.teams.seen import seen
from lambdas.channels.teams.messages import messages
from lambdas.domain.outgoing import Outgoing
from lambdas.domain.reply import Choice, Part

PARIS = Choice(label="Paris", value="city-paris")


def made(*parts: Part, private: bool = True) -> Sequence[Outgoing]:
    """What parts become; private: to a person alone."""
    return messages(parts, private=private)


def only(*parts: Part, private: bool = True) -> Sequence[Mapping[str, Any]]:
    """The activities of the one message, each form's first."""
    [message] = made(*parts, private=private)
    return [form[0].parameters for form in message.forms]


def kinds(forms: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each form is: a card's type, or the format of a text."""
    return [
        form["attachments"][0]["contentType"] if "attachments" in form else form["textFormat"]
        for form in forms
    ]


def best(*parts: Part, private: bool = True) -> Shown:
    """What people see of the one message."""
    return seen(only(*parts, private=private)[0])
