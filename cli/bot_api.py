"""Calls the Telegram Bot API.

Source: https://core.telegram.org/bots/api#making-requests.
"""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

ANSWER_S = 30.0
TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,100}")
THIS_MACHINE = ("127.0.0.1", "localhost")


class BotApiError(Exception):
    """A call that Telegram refused or did not answer; the message never holds the token."""


class BotApi:
    """The API for one bot. Raises ``ValueError`` for what cannot be a token."""

    def __init__(self, *, endpoint: str, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError(
                "this is no token of a Telegram bot: it looks like 123456:ABC-DEF1234ghIkl-zyx57W2v"
            )
        self._endpoint, self._token = endpoint.rstrip("/"), token
        here = urlsplit(endpoint).hostname in THIS_MACHINE
        self._opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if here else []))

    def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 — JSON
        """The result of a method; raises ``BotApiError``."""
        request = urllib.request.Request(  # noqa: S310 — http only for this machine
            f"{self._endpoint}/bot{self._token}/{method}",
            data=json.dumps(parameters).encode(),
            headers={"Content-Type": "application/json"},
        )
        answer = self._answer(method, request)
        if not answer.get("ok"):
            why = answer.get("description") or "no reason given"
            raise BotApiError(f"Telegram refuses {method}: {why}")
        return answer["result"]

    def _answer(self, method: str, request: urllib.request.Request) -> Mapping[str, Any]:
        # What urllib raises holds the address, and so the token: none of it is passed on.
        try:
            with self._opener.open(request, timeout=ANSWER_S) as answer:
                body = answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                body = refusal.read()
        except OSError:
            raise BotApiError(f"Telegram does not answer {method} at {self._endpoint}") from None
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise BotApiError(f"what answers {method} at {self._endpoint} is not the Bot API")
        return found
