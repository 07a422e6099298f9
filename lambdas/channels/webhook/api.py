"""Signed calls to an operator's own service, each tried once.

The address is the operator's own, from the stage file, and nobody else's word can change it: no redirect is
followed, and nothing that the service answers is read but its status and ``Retry-After``.
Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from lambdas.channels.webhook.failures import failure_of
from lambdas.domain.errors import Retryable
from lambdas.domain.ports import Clock
from lambdas.kit.posting import SENDING
from lambdas.kit.secret import token_of
from lambdas.kit.standard_webhooks import key_of, signed_headers


class Service:
    """One service. secret: what our calls are signed with, as ``whsec_…``; see ``SecretToken``."""

    def __init__(self, *, url: str, secret: Callable[[], str], http: PoolManager, clock: Clock) -> None:
        self._url, self._secret, self._http, self._clock = url, secret, http, clock

    def call(self, webhook_id: str, said: Mapping[str, Any], *, timeout: Timeout = SENDING) -> None:
        """Make a call; webhook_id: the same whenever it is made again.

        Raises as ``Messenger.call`` does, but for ``Ambiguous``.
        """
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        at = int(self._clock.now().timestamp())
        signed = signed_headers(self._key(), webhook_id=webhook_id, at=at, body=body)
        headers = {"Content-Type": "application/json", **signed}
        try:
            response = self._http.request(
                "POST",
                self._url,
                body=body,
                headers=headers,
                timeout=timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            response.close()
        except HTTPError as error:
            raise Retryable(f"no answer from the service: {type(error).__name__}") from error
        failure = failure_of(response.status, _seconds(response.headers.get("Retry-After", "")))
        if failure is not None:
            raise failure

    def _key(self) -> bytes:
        try:
            return key_of(token_of(self._secret, failing=Retryable, name="secret for replies"))
        except ValueError:
            # The cause would carry a part of the secret into the log.
            raise Retryable("the secret for replies is none") from None


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.isdecimal() else None
