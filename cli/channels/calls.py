"""Calls the API of a messenger from the terminal; nothing that is told of a failure holds a secret."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from cli.channels.port import MessengerError

ANSWER_S: Final = 30.0
THIS_MACHINE: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. body: the JSON object, empty where there is none. headers: by lower-case name."""

    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API of JSON over HTTP. title: of the messenger. endpoint: what every path stands behind."""

    title: str
    endpoint: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def call(
        self,
        path: str,
        *,
        what: str,
        method: str | None = None,
        body: object = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """What one call gives, whatever its status; a call with neither body nor form is a GET.

        what: the call in words that hold no secret. Raises ``MessengerError`` where nothing answers in JSON.
        """
        url = f"{self.endpoint.rstrip('/')}/{path}"
        content, kind = _content(body, form)
        headers = {**self.headers, "Accept": "application/json", **kind}
        request = urllib.request.Request(url, data=content, headers=headers, method=method)  # noqa: S310 — http only for this machine
        status, text, told = self._opened(what, request)
        named = {name.lower(): value for name, value in told.items()}
        return Answer(status=status, body=self._object(what, text), headers=named)

    def _opened(self, what: str, request: urllib.request.Request) -> tuple[int, bytes, Message]:
        # What urllib raises holds the address, and so may hold a token: none of it is passed on.
        here = urlsplit(self.endpoint).hostname in THIS_MACHINE
        opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if here else []))
        try:
            with opener.open(request, timeout=ANSWER_S) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read(), refusal.headers
        except OSError:
            raise MessengerError(f"{self.title} does not answer {what} at {self.endpoint}") from None

    def _object(self, what: str, text: bytes) -> Mapping[str, Any]:
        if not text:
            return {}
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise MessengerError(f"what answers {what} at {self.endpoint} is not {self.title}'s API")
        return found


def _content(body: object, form: Mapping[str, str] | None) -> tuple[bytes | None, Mapping[str, str]]:
    if form is not None:
        return urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    if body is not None:
        return json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"}
    return None, {}
