"""Twilio's REST API where urllib3's pool of connections would be."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Final
from urllib.parse import parse_qs

from twilio.base import values
from twilio.rest.api.v2010.account.message import MessageList

from lambdas.channels.sms.build import sms_messenger
from lambdas.channels.sms.outbound import SmsMessenger
from lambdas.domain.installation import Installation
from tests.fakes.answer import Answer
from tests.fakes.pool import FakePool, Posted
from tests.sms_messages import ACCOUNT, AUTH_TOKEN, an_installation

ENDPOINT: Final = "https://api.twilio.example"
CREATED: Final = Answer(status=201, data=b'{"sid":"SM1","status":"queued","error_code":null}')


class FakeTwilio:
    """Takes every message that a test does not order to be answered otherwise; ``took`` are those."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self._pool = FakePool(heard=self._heard, taken=lambda _call: CREATED)
        self.calls, self.took = self._pool.calls, self._pool.took
        self.says, self.fails = self._pool.says, self._pool.fails

    def answers(self, status: int, code: int | None = None, **headers: str) -> None:
        """Answer the next call so, in Twilio's own shape."""
        given = {"code": code, "message": f"Not to {ACCOUNT}", "more_info": "https://…", "status": status}
        self.says(status, json.dumps(given).encode(), **headers)

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
            installation or an_installation(), token=token, http=self._pool.http(), endpoint=ENDPOINT
        )

    def _heard(self, posted: Posted) -> Mapping[str, Sequence[str]]:
        assert (posted.timeout.connect_timeout, posted.timeout.read_timeout) == (1, 3)
        assert posted.headers["Content-Type"] == "application/x-www-form-urlencoded"
        kind, _, shown = posted.headers["authorization"].partition(" ")
        assert (kind, b64decode(shown).decode()) == ("Basic", f"{ACCOUNT}:{AUTH_TOKEN}")
        form = parse_qs(posted.body, keep_blank_values=True, strict_parsing=True)
        assert_documented(form)
        self.urls.append(posted.url)
        return form


def assert_documented(form: Mapping[str, Sequence[str]]) -> None:
    """A form that Twilio's own library could send too, by the names of its parameters and what they need."""
    known = {name.rstrip("_").replace("_", "") for name in signature(MessageList.create).parameters}
    assert {name.lower() for name in form} <= known
    assert values.unset is not form.get("To")
    assert len(form.get("From", form.get("MessagingServiceSid", ()))) == 1
    assert form.get("Body") or form.get("MediaUrl")
    assert all(0 < len(body.encode("utf-16-le")) // 2 <= 1600 for body in form.get("Body", ()))
