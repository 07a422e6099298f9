"""Calls of the Web API.

Source: https://docs.slack.dev/apis/web-api#basics
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from lambdas.channels.slack.failures import failure_of
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.secret import NoTokenError
from lambdas.kit.translation import failing_as

SENDING: Final = Timeout(connect=1, read=3)
NEVER_LEFT: Final = (ConnectTimeoutError, NewConnectionError)
JSON: Final = "application/json; charset=utf-8"
LONGEST_WAIT_S: Final = 3600.0


class WebApi:
    """One bot's calls; each is tried once, since the Web API knows no idempotency key.

    endpoint: such as ``https://slack.com``. token: see ``SecretToken``; it stands in a header alone.
    """

    def __init__(self, *, endpoint: str, token: Callable[[], str], http: PoolManager) -> None:
        self._endpoint, self._token, self._http = endpoint, token, http

    def call(self, method: str, parameters: Mapping[str, Any], *, timeout: Timeout = SENDING) -> None:
        """Make a call; raises as ``Messenger.call``."""
        url = f"{self._endpoint}/api/{method}"
        body = json.dumps(parameters, ensure_ascii=False).encode(errors="replace")
        headers = {"Authorization": f"Bearer {self._checked_token()}", "Content-Type": JSON}
        try:
            response = self._http.request(
                "POST", url, body=body, headers=headers, timeout=timeout, retries=False, redirect=False
            )
        except NEVER_LEFT as error:
            raise Retryable(f"slack not reached: {type(error).__name__}") from error
        except HTTPError as error:
            raise Ambiguous(f"no answer from slack: {type(error).__name__}") from error
        answer = _members(response.data)
        if answer.get("ok") is not True:
            again_s = _seconds(response.headers.get("Retry-After"))
            raise failure_of(response.status, str(answer.get("error") or ""), again_s=again_s)

    def _checked_token(self) -> str:
        try:
            with failing_as(Retryable, doing="reading the token"):
                return self._token()
        except NoTokenError as error:
            raise Retryable("no token is set") from error


def _seconds(given: str | None) -> float | None:
    """Source: https://docs.slack.dev/apis/web-api/rate-limits#responding."""
    if given is None or not given.isdecimal():
        return None
    return min(float(given), LONGEST_WAIT_S) or None


def _members(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    return answer if isinstance(answer, dict) else {}
