"""Calls of the Bot Connector.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#send-to-conversation
"""

import json
import logging
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import quote

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from lambdas.channels.teams.failures import code_of, failure_of
from lambdas.domain.errors import Ambiguous, Retryable

log = logging.getLogger(__name__)

SENDING: Final = Timeout(connect=1, read=3)
HINTING: Final = Timeout(connect=0.5, read=1)
"""Typing is not worth a wait."""

NEVER_LEFT: Final = (ConnectTimeoutError, NewConnectionError)
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
        status, answer, headers = self._post(url, body, token, timeout)
        if status == UNAUTHORIZED:
            self._token.forget(token)
            status, answer, headers = self._post(url, body, self._token(), timeout)
        if status in TAKEN:
            return
        if status == UNAUTHORIZED:
            log.error("token refused by teams", extra={"reason": code_of(answer)})
        raise failure_of(status, answer, headers)

    def _post(
        self, url: str, body: bytes, token: str, timeout: Timeout
    ) -> tuple[int, bytes, Mapping[str, str]]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {token}"}
        try:
            response = self._http.request(
                "POST", url, body=body, headers=headers, timeout=timeout, retries=False, redirect=False
            )
        except NEVER_LEFT as error:
            raise Retryable(f"teams not reached: {type(error).__name__}") from error
        except HTTPError as error:
            raise Ambiguous(f"no answer from teams: {type(error).__name__}") from error
        return response.status, response.data, response.headers
