"""An operator's own service where urllib3's pool of connections would be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from standardwebhooks import Webhook
from urllib3 import PoolManager, Timeout

from lambdas.channels.webhook.api import Service
from lambdas.channels.webhook.outbound import WebhookMessenger
from lambdas.domain.part_json import decode_part
from lambdas.domain.plainly import plainly
from tests.fakes.clock import SetClock
from tests.webhook_calls import ID, REPLIES, SIGNATURE, TIMESTAMP, URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What urllib3 hands back; nothing but this is looked at. closed: grows when the line is let go."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    closed: list[bool] = field(default_factory=list)

    def close(self) -> None:
        """See ``urllib3.BaseHTTPResponse``."""
        self.closed.append(True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call as it came."""

    url: str
    headers: Mapping[str, str]
    said: Mapping[str, Any]
    timeout: Timeout


class FakeService:
    """Takes every signed call that it does not know; a test may order the next to be answered otherwise."""

    def __init__(self) -> None:
        self.calls: list[Called] = []
        self.took: list[Called] = []
        self.answered: list[Answer] = []
        self._orders: list[Answer | Exception] = []

    def answers(self, status: int, **headers: str) -> None:
        """Answer the next call so."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._orders.append(Answer(status=status, headers=named))

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
        preload_content: object,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        assert (method, retries, redirect, preload_content) == ("POST", False, False, False)
        assert headers["Content-Type"] == "application/json"
        assert_signed(headers, body)
        call = Called(url=url, headers=headers, said=json.loads(body), timeout=timeout)
        self.calls.append(call)
        order = self._orders.pop(0) if self._orders else Answer(status=204)
        if isinstance(order, Exception):
            raise order
        self.answered.append(order)
        known = {each.headers[ID] for each in self.took}
        if order.status < 300 and headers[ID] not in known:
            self.took.append(call)
        return order

    def shown(self) -> list[str]:
        """The words of the replies it took, one a message."""
        return [
            "\n".join(plainly(decode_part(part)) for part in call.said["parts"])
            for call in self.took
            if call.said["type"] == "reply"
        ]

    def ways(self) -> list[str]:
        """Where the replies it took lead."""
        words = [word for text in self.shown() for word in text.split()]
        return [word for word in words if word.startswith("https://")]

    def messenger(self, *, secret: Callable[[], str] = lambda: REPLIES) -> WebhookMessenger:
        """The adapter on top of it."""
        service = Service(url=URL, secret=secret, http=cast("PoolManager", self), clock=SetClock())
        return WebhookMessenger(service=service)


def assert_signed(headers: Mapping[str, str], body: bytes) -> None:
    """Whether the library of Standard Webhooks would sign so."""
    at = datetime.fromtimestamp(int(headers[TIMESTAMP]), UTC)
    assert headers[SIGNATURE] == Webhook(REPLIES).sign(headers[ID], at, body.decode())
