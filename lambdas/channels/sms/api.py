"""Calls of Twilio's REST API, each tried once: it knows no idempotency key.

Source: https://www.twilio.com/docs/messaging/api/message-resource, https://www.twilio.com/docs/usage/twilios-response
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from urllib3 import PoolManager
from urllib3.util import make_headers

from lambdas.channels.sms.failures import failure_of
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.fields import answered
from lambdas.kit.posting import SENDING, post
from lambdas.kit.secret import token_of

VERSION: Final = "2010-04-01"
HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class TwilioApi:
    """One account's calls.

    token: the auth token, see ``SecretToken``. It is in no URL, and no header is ever logged.
    """

    def __init__(
        self, *, endpoint: str, account_sid: str, token: Callable[[], str], http: PoolManager
    ) -> None:
        self._endpoint, self._account_sid, self._token, self._http = endpoint, account_sid, token, http

    def create(self, resource: str, parameters: Mapping[str, Any]) -> None:
        """Create one of a resource of the account, such as ``Messages``.

        Raises as ``Messenger.call`` does.
        """
        token = token_of(self._token, failing=Retryable, name="auth token")
        answer = post(
            f"{self._endpoint}/{VERSION}/Accounts/{self._account_sid}/{resource}.json",
            urlencode(parameters, doseq=True, errors="replace"),
            http=self._http,
            headers={**HEADERS, **make_headers(basic_auth=f"{self._account_sid}:{token}")},
            timeout=SENDING,
            to="twilio",
            unsent=Retryable,
            unknown=Ambiguous,
        )
        again_s = _seconds(answer.headers.get("Retry-After", ""))
        failure = failure_of(answer.status, _code(answer.body), again_s)
        if failure is not None:
            raise failure


def _code(body: bytes) -> int | None:
    """Twilio's code: ``code`` of a refusal, ``error_code`` of a message that was made and failed."""
    answer = answered(body)
    code = answer.get("code", answer.get("error_code"))
    return code if isinstance(code, int) else None


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.isdecimal() else None
