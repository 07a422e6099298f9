"""Calls of the Web API.

Source: https://docs.slack.dev/apis/web-api#basics
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from urllib3 import PoolManager, Timeout

from lambdas.channels.slack.failures import failure_of
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.fields import answered
from lambdas.kit.posting import SENDING, post
from lambdas.kit.secret import token_of

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
        token = token_of(self._token, failing=Retryable)
        response = post(
            url,
            body,
            http=self._http,
            headers={"Authorization": f"Bearer {token}", "Content-Type": JSON},
            timeout=timeout,
            to="slack",
            unsent=Retryable,
            unknown=Ambiguous,
        )
        answer = answered(response.body)
        if answer.get("ok") is not True:
            again_s = _seconds(response.headers.get("Retry-After"))
            raise failure_of(response.status, str(answer.get("error") or ""), again_s=again_s)


def _seconds(given: str | None) -> float | None:
    """Source: https://docs.slack.dev/apis/web-api/rate-limits#responding."""
    if given is None or not given.isdecimal():
        return None
    return min(float(given), LONGEST_WAIT_S) or None
