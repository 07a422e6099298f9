"""Parts as the messages of Slack that show them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lambdas.domain.outgoing import Outgoing
from lambdas.domain.reply import Choice, Choices, Part
from tests.fakes.slack_api import FakeSlackApi
from tests.gallery.channels import place

ALONE = place("slack", "@U0ANN", user="U0ANN", via="D0ANN")
SHARED = place("slack", "C0TRIPS/1795000000.000100", user="U0ANN")
PICTURE = "https://pictures.example/inn.jpg"


def made(*parts: Part, at: object = ALONE) -> Sequence[Outgoing]:
    """What parts become; at: where."""
    return FakeSlackApi().messenger().messages(SHARED if at is SHARED else ALONE, parts)


def best(*parts: Part) -> Mapping[str, Any]:
    """The parameters of the one message in its best form."""
    (message,) = made(*parts)
    (call,) = message.forms[0]
    return call.parameters


def kinds(parameters: Mapping[str, Any]) -> list[str]:
    """The kinds of a message's blocks."""
    return [block["type"] for block in parameters["blocks"]]


def choices(count: int, label: str = "Room {}", value: str = "room-{}") -> Choices:
    """So many choices, numbered."""
    return Choices(
        choices=[Choice(label=label.format(n), value=value.format(n)) for n in range(1, count + 1)]
    )


def buttons(parameters: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The buttons of a message."""
    for block in parameters["blocks"]:
        if block["type"] == "actions":
            yield from block["elements"]
