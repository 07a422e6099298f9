"""The Graph API where urllib3's pool of connections would be; it takes what the documented one takes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from urllib3 import Timeout

from dev.doubles.calls import CallRefused
from dev.doubles.shown import Button, Shown
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.graph_api import GraphApi
from tests.fakes.answer import Answer
from tests.fakes.pool import FakePool, Posted

ENDPOINT: Final = "https://graph.example"
TOKEN: Final = "EAAB-a-token"
Seen = Callable[[Mapping[str, Any]], Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call as it went out."""

    url: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    timeout: Timeout


class FakeGraphApi:
    """Takes what ``seen`` takes, but for calls that a test orders to be answered otherwise."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._pool = FakePool(heard=heard, taken=self._taken)
        self.calls, self.says, self.fails = self._pool.calls, self._pool.says, self._pool.fails

    def refuses(self, code: int, subcode: int = 0, *, status: int = 400, **members: object) -> None:
        """Answer the next call with an error of the Graph API's."""
        error = {"message": "A secret word", "type": "OAuthException", "code": code, **members}
        told = {"error": {**error, "error_subcode": subcode} if subcode else error}
        self.says(status, json.dumps(told).encode())

    def shown(self) -> list[Shown]:
        """What people were shown, in order."""
        screens = (self._seen(call.body) for call in self._pool.took)
        return [screen for screen in screens if screen.kind != "typing"]

    def read(self) -> list[str]:
        """The words of it."""
        return [reading(shown) for shown in self.shown()]

    def ways(self) -> list[str]:
        """Where its buttons lead."""
        return [button.url for shown in self.shown() for button in shown.every_button() if button.url]

    def api(self, *, to: str = "meta") -> GraphApi:
        """The adapter on top of it."""
        http = self._pool.http()
        return GraphApi(endpoint=ENDPOINT, http=http, to=to, unsent=Retryable, unknown=Ambiguous)

    def _taken(self, call: Called) -> Answer:
        try:
            self._seen(call.body)
        except CallRefused as refused:
            raise AssertionError(f"not documented: {refused.answer.body}") from refused
        return Answer(status=200, data=b'{"message_id":"m_9"}')


def heard(posted: Posted) -> Called:
    """A call of JSON."""
    assert posted.headers["Content-Type"] == "application/json"
    body = json.loads(posted.body.decode())
    return Called(url=posted.url, headers=posted.headers, body=body, timeout=posted.timeout)


def reading(shown: Shown) -> str:
    """All words of a message; stars around a title are read as bold."""
    every: list[Button] = list(shown.buttons)
    mine = [shown.title, shown.text, shown.name, shown.url, *(button.label for button in every)]
    return "\n".join([word for word in mine if word] + [reading(card) for card in shown.cards])
