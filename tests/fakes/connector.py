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
from tests.fakes.pool import FakePool, Posted
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

    Where a test orders the next activities to be answered otherwise, ``sent`` has them all the same; what is
    answered for a token is ordered by ``gives``.
    """

    def __init__(self) -> None:
        self._activities = FakePool(heard=heard, taken=_taken)
        self._tokens = FakePool(heard=lambda posted: (posted.url, parse_qs(posted.body)), taken=self._token)
        self.sent, self.took = self._activities.calls, self._activities.took
        self.says, self.fails = self._activities.says, self._activities.fails
        self.asked, self.gives = self._tokens.calls, self._tokens.gives

    def answers(self, status: int, code: str = "", **headers: str) -> None:
        """Answer the next activity so."""
        body = json.dumps({"error": {"code": code, "message": "Somebody's words."}}).encode() if code else b""
        self.says(status, body, **headers)

    def request(self, method: str, url: str, **given: Any) -> Answer:  # noqa: ANN401 (as the pool takes it)
        """See ``urllib3.PoolManager``."""
        pool = self._tokens if url.endswith("/oauth2/v2.0/token") else self._activities
        return pool.request(method, url, **given)

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

    def _token(self, _asked: object) -> Answer:
        number = len(self.asked)
        token = TOKEN if number == 1 else f"{TOKEN}-{number}"
        given = {"token_type": "Bearer", "expires_in": 3599, "access_token": token}
        return Answer(status=200, data=json.dumps(given).encode())


def heard(posted: Posted) -> Sent:
    """An activity to a conversation."""
    path = posted.url.rpartition("/v3/conversations/")[2]
    return Sent(
        url=posted.url,
        conversation=unquote(path.removesuffix("/activities")),
        activity=json.loads(posted.body.decode()),
        token=posted.headers["Authorization"].removeprefix("Bearer "),
        timeout=posted.timeout,
    )


def _taken(sent: Sent) -> Answer:
    check(sent.activity, private=sent.conversation.startswith("a:"))
    return Answer(status=201, data=b'{"id":"1"}')


def _read(screen: Shown) -> str:
    words = [screen.title, screen.text, *(button.label for button in screen.buttons)]
    return "\n".join(filter(None, [*words, *map(_read, screen.cards)]))
