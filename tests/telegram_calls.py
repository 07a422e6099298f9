"""Parts as the calls of Telegram that show them."""

from typing import Any

from lambdas.channels.telegram.messages import messages
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Choice, Choices, Part

ROOMS = Choices(choices=(Choice(label="Single", value="single"), Choice(label="Double", value="double")))
WAY = "https://chat.example/link/abc?a=1&b=2"
CAT = "https://example.com/cat.jpg"


def calls(*given: Part) -> list[Call]:
    """The calls that say it best."""
    return [call for message in messages(given, private=True) for call in message.forms[0]]


def said(text: str, **more: Any) -> Call:  # noqa: ANN401 (any parameter)
    """A text as it goes out, with its markup."""
    return Call(method="sendMessage", parameters={"text": text, "parse_mode": "HTML", **more})


def buttons(call: Call) -> list[list[dict[str, Any]]]:
    """The rows of buttons below a message."""
    rows: list[list[dict[str, Any]]] = call.parameters["reply_markup"]["inline_keyboard"]
    return rows
