"""The Bot API where urllib3's pool of connections would be."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from inspect import signature
from typing import Any, Final, cast

from telegram import Bot
from urllib3 import PoolManager, Timeout

from lambdas.channels.telegram.api import BotApi
from tests.fakes.answer import Answer

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
        self.calls: list[Called] = []
        self.took: list[Called] = []
        self._orders: list[Answer | Exception] = []

    def answers(self, status: int, description: str = "", **parameters: object) -> None:
        """Answer the next call so."""
        given = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
        self._orders.append(Answer(status=status, data=json.dumps(given).encode()))

    def says(self, status: int, body: bytes) -> None:
        """Answer the next call with these bytes."""
        self._orders.append(Answer(status=status, data=body))

    def fails(self, error: Exception) -> None:
        """Let the next call end in this."""
        self._orders.append(error)

    def request(
        self,
        method: str,
        url: str,
        *,
        body: bytes,
        headers: object,
        timeout: Timeout,
        retries: object,
        redirect: object,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        assert (method, retries, redirect) == ("POST", False, False)
        assert headers == {"Content-Type": "application/json"}
        call = Called(
            url=url, method=url.rpartition("/")[2], parameters=json.loads(body.decode()), timeout=timeout
        )
        assert_documented(call)
        self.calls.append(call)
        order = self._orders.pop(0) if self._orders else Answer(status=200, data=b'{"ok":true,"result":{}}')
        if isinstance(order, Exception):
            raise order
        if order.status == 200:
            self.took.append(call)
        return order

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
        return BotApi(endpoint=ENDPOINT, token=token, http=cast("PoolManager", self))


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
