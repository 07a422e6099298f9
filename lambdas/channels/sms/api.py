"""Calls of Twilio's REST API, each tried once: it knows no idempotency key.

Source: https://www.twilio.com/docs/messaging/api/message-resource, https://www.twilio.com/docs/usage/twilios-response
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.util import make_headers

from lambdas.channels.sms.failures import failure_of
from lambdas.domain.errors import Ambiguous, ParleyError, Retryable
from lambdas.kit.secret import NoTokenError
from lambdas.kit.translation import failing_as

VERSION: Final = "2010-04-01"
SENDING: Final = Timeout(connect=1, read=3)
HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
NEVER_LEFT: Final = (ConnectTimeoutError, NewConnectionError)


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
        failure = self._post(
            f"{self._endpoint}/{VERSION}/Accounts/{self._account_sid}/{resource}.json",
            urlencode(parameters, doseq=True, errors="replace"),
            make_headers(basic_auth=f"{self._account_sid}:{self._checked_token()}"),
        )
        if failure is not None:
            raise failure

    def _post(self, url: str, body: str, signed_in: Mapping[str, str]) -> ParleyError | None:
        try:
            response = self._http.request(
                "POST",
                url,
                body=body,
                headers={**HEADERS, **signed_in},
                timeout=SENDING,
                retries=False,
                redirect=False,
            )
        except NEVER_LEFT as error:
            raise Retryable(f"twilio not reached: {type(error).__name__}") from error
        except HTTPError as error:
            raise Ambiguous(f"no answer from twilio: {type(error).__name__}") from error
        again_s = _seconds(response.headers.get("Retry-After", ""))
        return failure_of(response.status, _code(response.data), again_s)

    def _checked_token(self) -> str:
        try:
            with failing_as(Retryable, doing="reading the auth token"):
                return self._token()
        except NoTokenError as error:
            raise Retryable("no auth token is set") from error


def _code(body: bytes) -> int | None:
    """Twilio's code: ``code`` of a refusal, ``error_code`` of a message that was made and failed."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    code = answer.get("code", answer.get("error_code"))
    return code if isinstance(code, int) else None


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.isdecimal() else None
