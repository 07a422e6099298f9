"""Twilio's REST API where urllib3's pool of connections would be."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Final, cast
from urllib.parse import parse_qs

from twilio.base import values
from twilio.rest.api.v2010.account.message import MessageList
from urllib3 import PoolManager, Timeout

from lambdas.channels.sms.build import sms_messenger
from lambdas.channels.sms.outbound import SmsMessenger
from lambdas.domain.installation import Installation
from tests.fakes.answer import Answer
from tests.sms_messages import ACCOUNT, AUTH_TOKEN, an_installation

ENDPOINT: Final = "https://api.twilio.example"


CREATED: Final = Answer(status=201, data=b'{"sid":"SM1","status":"queued","error_code":null}')


class FakeTwilio:
    """Takes every message that a test does not order to be answered otherwise; ``took`` are those."""

    def __init__(self) -> None:
        self.calls: list[Mapping[str, Sequence[str]]] = []
        self.took: list[Mapping[str, Sequence[str]]] = []
        self.urls: list[str] = []
        self._orders: list[Answer | Exception] = []

    def answers(self, status: int, code: int | None = None, **headers: str) -> None:
        """Answer the next call so, in Twilio's own shape."""
        given = {"code": code, "message": f"Not to {ACCOUNT}", "more_info": "https://…", "status": status}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.says(status, json.dumps(given).encode(), **named)

    def says(self, status: int, body: bytes, **headers: str) -> None:
        """Answer the next call with these bytes."""
        self._orders.append(Answer(status=status, data=body, headers=headers))

    def fails(self, error: Exception) -> None:
        """Let the next call end in this."""
        self._orders.append(error)

    def request(
        self,
        method: str,
        url: str,
        *,
        body: str,
        headers: Mapping[str, str],
        timeout: Timeout,
        retries: object,
        redirect: object,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        assert (method, retries, redirect) == ("POST", False, False)
        assert (timeout.connect_timeout, timeout.read_timeout) == (1, 3)
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        kind, _, shown = headers["authorization"].partition(" ")
        assert (kind, b64decode(shown).decode()) == ("Basic", f"{ACCOUNT}:{AUTH_TOKEN}")
        form = parse_qs(body, keep_blank_values=True, strict_parsing=True)
        assert_documented(form)
        self.calls.append(form)
        self.urls.append(url)
        order = self._orders.pop(0) if self._orders else CREATED
        if isinstance(order, Exception):
            raise order
        if order is CREATED:
            self.took.append(form)
        return order

    def bodies(self) -> list[str]:
        """The words of the messages it took, and the address of a picture after them."""
        return ["\n".join((*form.get("Body", ()), *form.get("MediaUrl", ()))) for form in self.took]

    def ways(self) -> list[str]:
        """The links in the messages it took."""
        return [word for body in self.bodies() for word in body.split() if word.startswith("https://")]

    def messenger(
        self, installation: Installation | None = None, *, token: Callable[[], str] = lambda: AUTH_TOKEN
    ) -> SmsMessenger:
        """The adapter on top of it."""
        return sms_messenger(
            installation or an_installation(), token=token, http=cast("PoolManager", self), endpoint=ENDPOINT
        )


def assert_documented(form: Mapping[str, Sequence[str]]) -> None:
    """A form that Twilio's own library could send too, by the names of its parameters and what they need."""
    known = {name.rstrip("_").replace("_", "") for name in signature(MessageList.create).parameters}
    assert {name.lower() for name in form} <= known
    assert values.unset is not form.get("To")
    assert len(form.get("From", form.get("MessagingServiceSid", ()))) == 1
    assert form.get("Body") or form.get("MediaUrl")
    assert all(0 < len(body.encode("utf-16-le")) // 2 <= 1600 for body in form.get("Body", ()))
