"""The token that calls of the connector carry, asked for with the bot's secret and kept until it ends.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector
"""

import json
import logging
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from lambdas.domain.errors import Retryable
from lambdas.kit.clock import seconds
from lambdas.kit.secret import token_of

log = logging.getLogger(__name__)

LOGIN: Final = "https://login.microsoftonline.com"
SCOPE: Final = "https://api.botframework.com/.default"
ASKING: Final = Timeout(connect=1, read=3)
OK: Final = 200
WRONG: Final = frozenset({400, 401, 403})
A_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]{1,16384}")

EARLY_S: Final = 300
"""So long before its end another is asked for."""

LEAST_S: Final = 60


class ConnectorToken:
    """One bot's token. secret: see ``SecretToken``. login: where it is asked for, with the tenant."""

    def __init__(
        self,
        *,
        app_id: str,
        login: str,
        secret: Callable[[], str],
        http: PoolManager,
        ticks: Callable[[], float] = seconds,
    ) -> None:
        self._app_id, self._url = app_id, f"{login}/oauth2/v2.0/token"
        self._secret, self._http, self._ticks = secret, http, ticks
        self._token, self._good_until = "", float("-inf")

    def __call__(self) -> str:
        """The token; raises ``Retryable``."""
        if self._ticks() >= self._good_until:
            asked_at = self._ticks()
            self._token, lasts_s = self._asked()
            self._good_until = asked_at + max(lasts_s - EARLY_S, LEAST_S)
        return self._token

    def forget(self, token: str) -> None:
        """Ask for another next time, if this one is still kept."""
        if token == self._token:
            self._good_until = float("-inf")

    def _asked(self) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": token_of(self._secret, failing=Retryable, name="client secret"),
            "scope": SCOPE,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            response = self._http.request(
                "POST",
                self._url,
                body=urlencode(form),
                headers=headers,
                timeout=ASKING,
                retries=False,
                redirect=False,
            )
        except HTTPError as error:
            # The cause may carry what was sent into a traceback.
            raise Retryable(f"no answer from the token endpoint: {type(error).__name__}") from None
        if response.status in WRONG:
            log.error("client secret refused by microsoft", extra={"status": response.status})
        if response.status != OK:
            raise Retryable(f"token endpoint answered {response.status}")
        return _understood(response.data)


def _understood(body: bytes) -> tuple[str, float]:
    """The token of an answer and how many seconds it lasts."""
    try:
        answer = json.loads(body)
        token, lasts_s = answer["access_token"], float(answer["expires_in"])
        fits = A_TOKEN.fullmatch(token) is not None
    except (ValueError, TypeError, LookupError, RecursionError):
        fits = False
    if not fits:
        # The cause would carry the token into a traceback.
        raise Retryable("token endpoint answered no token")
    return token, lasts_s
