"""Calls of the Bot Connector.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#send-to-conversation
"""

import json
import logging
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import quote

from urllib3 import PoolManager, Timeout

from lambdas.channels.teams.failures import code_of, failure_of
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.posting import HINTING, SENDING, Answer, post

log = logging.getLogger(__name__)


TAKEN: Final = range(200, 300)
UNAUTHORIZED: Final = 401


class Token(Protocol):
    """See ``ConnectorToken``."""

    def __call__(self) -> str:
        """The token."""
        ...

    def forget(self, token: str) -> None:
        """Ask for another next time."""
        ...


class Connector:
    """One bot's calls; each is tried once, but a token that is no longer taken is replaced."""

    def __init__(self, *, token: Token, http: PoolManager) -> None:
        self._token, self._http = token, http

    def send(self, service_url: str, conversation: str, activity: Mapping[str, Any]) -> None:
        """Send an activity to a conversation; raises as ``Messenger.call``.

        service_url: one that may be given the token, see ``service_url``.
        """
        url = f"{service_url}/v3/conversations/{quote(conversation, safe='')}/activities"
        body = json.dumps(activity, ensure_ascii=False).encode(errors="replace")
        timeout = HINTING if activity.get("type") == "typing" else SENDING
        token = self._token()
        answer = self._post(url, body, token, timeout)
        if answer.status == UNAUTHORIZED:
            self._token.forget(token)
            answer = self._post(url, body, self._token(), timeout)
        if answer.status in TAKEN:
            return
        if answer.status == UNAUTHORIZED:
            log.error("token refused by teams", extra={"reason": code_of(answer.body)})
        raise failure_of(answer.status, answer.body, answer.headers)

    def _post(self, url: str, body: bytes, token: str, timeout: Timeout) -> Answer:
        return post(
            url,
            body,
            http=self._http,
            headers={"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {token}"},
            timeout=timeout,
            to="teams",
            unsent=Retryable,
            unknown=Ambiguous,
        )
