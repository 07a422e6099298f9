"""An operator's own service where urllib3's pool of connections would be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook
from urllib3 import Timeout

from lambdas.channels.webhook.api import Service
from lambdas.channels.webhook.outbound import WebhookMessenger
from lambdas.domain.part_json import decode_part
from lambdas.domain.plainly import plainly
from tests.fakes.answer import Answer
from tests.fakes.clock import SetClock
from tests.fakes.pool import FakePool, Posted
from tests.webhook_calls import ID, REPLIES, SIGNATURE, TIMESTAMP, URL


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
        self._pool = FakePool(heard=heard, taken=lambda _call: Answer(status=204))
        self.calls, self.answered = self._pool.calls, self._pool.answered
        self.fails, self.http = self._pool.fails, self._pool.http

    def answers(self, status: int, **headers: str) -> None:
        """Answer the next call so."""
        self._pool.says(status, **headers)

    @property
    def took(self) -> list[Called]:
        """The calls it took; one that it knows is not taken again."""
        first = {call.headers[ID]: call for call in reversed(self._pool.took)}
        return [call for call in self._pool.took if call is first[call.headers[ID]]]

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
        service = Service(url=URL, secret=secret, http=self._pool.http(), clock=SetClock())
        return WebhookMessenger(service=service)


def heard(posted: Posted) -> Called:
    """A call that is signed."""
    assert posted.headers["Content-Type"] == "application/json"
    assert_signed(posted.headers, posted.body)
    said = json.loads(posted.body)
    return Called(url=posted.url, headers=posted.headers, said=said, timeout=posted.timeout)


def assert_signed(headers: Mapping[str, str], body: bytes) -> None:
    """Whether the library of Standard Webhooks would sign so."""
    at = datetime.fromtimestamp(int(headers[TIMESTAMP]), UTC)
    assert headers[SIGNATURE] == Webhook(REPLIES).sign(headers[ID], at, body.decode())
