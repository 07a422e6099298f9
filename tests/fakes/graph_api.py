"""The Graph API where urllib3's pool of connections would be; it takes what the documented one takes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from urllib3 import PoolManager, Timeout

from dev.doubles.calls import CallRefused
from dev.doubles.shown import Button, Shown
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.graph_api import GraphApi
from tests.fakes.answer import Answer

ENDPOINT: Final = "https://graph.example"
TOKEN: Final = "EAAB-a-token"
Seen = Callable[[Mapping[str, Any]], Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call as it went out. seen: what people see of it, None where it was refused."""

    url: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    timeout: Timeout
    seen: Shown | None


class FakeGraphApi:
    """Takes what ``seen`` takes, but for calls that a test orders to be answered otherwise."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self.calls: list[Called] = []
        self._orders: list[Answer | Exception] = []

    def refuses(self, code: int, subcode: int = 0, *, status: int = 400, **members: object) -> None:
        """Answer the next call with an error of the Graph API's."""
        error = {"message": "A secret word", "type": "OAuthException", "code": code, **members}
        told = {"error": {**error, "error_subcode": subcode} if subcode else error}
        self.says(status, json.dumps(told).encode())

    def says(self, status: int, body: bytes, **headers: str) -> None:
        """Answer the next call with these bytes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._orders.append(Answer(status=status, data=body, headers=named))

    def fails(self, error: Exception) -> None:
        """Let the next call end in this."""
        self._orders.append(error)

    def request(
        self,
        method: str,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        timeout: Timeout,
        retries: object,
        redirect: object,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        assert (method, retries, redirect) == ("POST", False, False)
        assert headers["Content-Type"] == "application/json"
        given = json.loads(body.decode())
        order = self._orders.pop(0) if self._orders else None
        seen = None if order else self._taken(given)
        call = Called(url=url, headers=headers, body=given, timeout=timeout, seen=seen)
        self.calls.append(call)
        if isinstance(order, Exception):
            raise order
        return order or Answer(status=200, data=b'{"message_id":"m_9"}')

    def shown(self) -> list[Shown]:
        """What people were shown, in order."""
        return [call.seen for call in self.calls if call.seen and call.seen.kind != "typing"]

    def read(self) -> list[str]:
        """The words of it."""
        return [reading(shown) for shown in self.shown()]

    def ways(self) -> list[str]:
        """Where its buttons lead."""
        return [button.url for shown in self.shown() for button in shown.every_button() if button.url]

    def api(self, *, to: str = "meta") -> GraphApi:
        """The adapter on top of it."""
        http = cast("PoolManager", self)
        return GraphApi(endpoint=ENDPOINT, http=http, to=to, unsent=Retryable, unknown=Ambiguous)

    def _taken(self, given: Mapping[str, Any]) -> Shown:
        try:
            return self._seen(given)
        except CallRefused as refused:
            raise AssertionError(f"not documented: {refused.answer.body}") from refused


def reading(shown: Shown) -> str:
    """All words of a message; stars around a title are read as bold."""
    every: list[Button] = list(shown.buttons)
    mine = [shown.title, shown.text, shown.name, shown.url, *(button.label for button in every)]
    return "\n".join([word for word in mine if word] + [reading(card) for card in shown.cards])
