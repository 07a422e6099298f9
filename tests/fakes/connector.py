"""The Bot Connector and its token endpoint where urllib3's pool of connections would be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import parse_qs, unquote

from urllib3 import PoolManager, Timeout

from dev.doubles.shown import Shown
from dev.teams.documented import check
from dev.teams.seen import seen
from lambdas.channels.teams.build import teams_messenger
from lambdas.channels.teams.outbound import TeamsMessenger
from tests.fakes.answer import Answer
from tests.teams_activities import an_installation

SECRET: Final = "a-client-secret~of.a_bot"
TOKEN: Final = "a-token-of-the-connector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One activity as it went out."""

    url: str
    conversation: str
    activity: Mapping[str, Any]
    token: str
    timeout: Timeout


class FakeConnector:
    """Takes every activity that Teams takes; ``took`` are those it did, ``asked`` the forms for tokens.

    Where a test orders the next calls to be answered otherwise, ``sent`` has them all the same.
    """

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.took: list[Sent] = []
        self.asked: list[tuple[str, Mapping[str, list[str]]]] = []
        self._orders: list[Answer | Exception] = []
        self._tokens: list[Answer | Exception] = []

    def answers(self, status: int, code: str = "", **headers: str) -> None:
        """Answer the next activity so."""
        body = json.dumps({"error": {"code": code, "message": "Somebody's words."}}).encode() if code else b""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self._orders.append(Answer(status=status, data=body, headers=given))

    def says(self, status: int, body: bytes) -> None:
        """Answer the next activity with these bytes."""
        self._orders.append(Answer(status=status, data=body))

    def fails(self, error: Exception) -> None:
        """Let the next activity end in this."""
        self._orders.append(error)

    def gives(self, answer: Answer | Exception) -> None:
        """Answer the next question for a token so."""
        self._tokens.append(answer)

    def request(
        self,
        method: str,
        url: str,
        *,
        body: Any,  # noqa: ANN401 (a form or JSON)
        headers: Mapping[str, str],
        timeout: Timeout,
        retries: object,
        redirect: object,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        assert (method, retries, redirect) == ("POST", False, False)
        if url.endswith("/oauth2/v2.0/token"):
            return self._token(url, body)
        path = url.rpartition("/v3/conversations/")[2]
        sent = Sent(
            url=url,
            conversation=unquote(path.removesuffix("/activities")),
            activity=json.loads(body.decode()),
            token=headers["Authorization"].removeprefix("Bearer "),
            timeout=timeout,
        )
        self.sent.append(sent)
        order = self._orders.pop(0) if self._orders else None
        if isinstance(order, Exception):
            raise order
        if order is not None:
            return order
        check(sent.activity, private=sent.conversation.startswith("a:"))
        self.took.append(sent)
        return Answer(status=201, data=b'{"id":"1"}')

    def messenger(
        self, *, secret: Callable[[], str] = lambda: SECRET, endpoint: str | None = None, **account: str
    ) -> TeamsMessenger:
        """The adapter on top of it."""
        http = cast("PoolManager", self)
        return teams_messenger(an_installation(account=account), token=secret, http=http, endpoint=endpoint)

    def shown(self) -> list[str]:
        """What people read of each message it took: its words and the labels below it."""
        screens = (seen(each.activity) for each in self.took)
        return [_read(each) for each in screens if each.kind != "typing"]

    def ways(self) -> list[str]:
        """Where the buttons and links of what it took lead."""
        screens = (seen(each.activity) for each in self.took)
        return [button.url for each in screens for button in each.every_button() if button.url]

    def _token(self, url: str, body: str) -> Answer:
        self.asked.append((url, parse_qs(body)))
        order = self._tokens.pop(0) if self._tokens else None
        if isinstance(order, Exception):
            raise order
        number = len(self.asked)
        token = TOKEN if number == 1 else f"{TOKEN}-{number}"
        given = {"token_type": "Bearer", "expires_in": 3599, "access_token": token}
        return order or Answer(status=200, data=json.dumps(given).encode())


def _read(screen: Shown) -> str:
    words = [screen.title, screen.text, *(button.label for button in screen.buttons)]
    return "\n".join(filter(None, [*words, *map(_read, screen.cards)]))
