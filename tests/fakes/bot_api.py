"""The Bot API where urllib3's pool of connections would be."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from inspect import signature
from typing import Any, Final

from telegram import Bot
from urllib3 import Timeout

from lambdas.channels.telegram.api import BotApi
from tests.fakes.answer import Answer
from tests.fakes.pool import FakePool, Posted

TOKEN: Final = "123456:a-token-of_a-bot"
ENDPOINT: Final = "https://api.telegram.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call as it went out."""

    url: str
    method: str
    parameters: Mapping[str, Any]
    timeout: Timeout


class FakeBotApi:
    """Takes every call, but for those a test orders to be answered otherwise; ``took`` are those it did."""

    def __init__(self) -> None:
        self._pool = FakePool(
            heard=heard, taken=lambda _call: Answer(status=200, data=b'{"ok":true,"result":{}}')
        )
        self.calls, self.took = self._pool.calls, self._pool.took
        self.says, self.fails = self._pool.says, self._pool.fails

    def answers(self, status: int, description: str = "", **parameters: object) -> None:
        """Answer the next call so."""
        given = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
        self.says(status, json.dumps(given).encode())

    def texts(self) -> list[str]:
        """The texts of the messages it took."""
        return [call.parameters["text"] for call in self.took if call.method == "sendMessage"]

    def shown(self) -> list[str]:
        """What people read of each message it took: its words and the labels below it."""
        return [words for call in self.took if (words := _read(call.parameters))]

    def ways(self) -> list[str]:
        """Where the buttons of what it took lead."""
        return [
            str(button.get("url") or button["login_url"]["url"])
            for call in self.took
            for button in _buttons(call.parameters)
            if "url" in button or "login_url" in button
        ]

    def api(self, token: Callable[[], str] = lambda: TOKEN) -> BotApi:
        """The adapter on top of it."""
        return BotApi(endpoint=ENDPOINT, token=token, http=self._pool.http())


def heard(posted: Posted) -> Called:
    """A call that the Bot API documents."""
    assert posted.headers == {"Content-Type": "application/json"}
    method, parameters = posted.url.rpartition("/")[2], json.loads(posted.body.decode())
    call = Called(url=posted.url, method=method, parameters=parameters, timeout=posted.timeout)
    assert_documented(call)
    return call


def _buttons(parameters: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = parameters.get("reply_markup", {}).get("inline_keyboard", ())
    return [button for row in rows for button in row]


def _read(parameters: Mapping[str, Any]) -> str:
    written = [str(parameters[member]) for member in ("text", "caption") if member in parameters]
    if "parse_mode" in parameters:
        written = [unescape(re.sub(r"</?b>", "", words)) for words in written]
    return "\n".join([*written, *(button["text"] for button in _buttons(parameters))])


def assert_documented(call: Called) -> None:
    """A call that python-telegram-bot could make too, by its method and the names of its parameters."""
    method = re.sub(r"([A-Z])", r"_\1", call.method).lower()
    known = signature(getattr(Bot, method)).parameters
    assert call.parameters.keys() <= known.keys(), (
        f"{call.method} has no {call.parameters.keys() - known.keys()}"
    )
