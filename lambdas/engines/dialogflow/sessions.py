"""Dialogflow's sessions over HTTP: the package's own types, one try, never longer than it is given.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.sessions/detectIntent
"""

import json
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from google.auth.exceptions import GoogleAuthError
from google.protobuf.json_format import ParseError
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError

from lambdas.domain.errors import Down, Refused, Retryable, Untouched
from lambdas.engines.dialogflow.credentials import Source
from lambdas.engines.dialogflow.light import DetectIntentRequest, DetectIntentResponse
from lambdas.engines.dialogflow.transport import TokenRequest

GLOBAL: Final = "global"
CONNECT_S: Final = 1
TOKEN_S: Final = 2
"""For one of the calls that a new token takes, once an hour."""

OK, BAD_REQUEST, TOO_MANY, SERVER_ERROR = 200, 400, 429, 500
CLOSED: Final = frozenset({401, 403, 404})
"""No such agent, or none for us: whatever was asked was not taken."""

THROTTLED_S: Final = 1.0
"""Dialogflow names no time to wait; a rush over the quota of a minute is soon past."""


def endpoint_of(location: str) -> str:
    """Where the sessions of a location are.

    Source: https://cloud.google.com/dialogflow/es/docs/how/region
    """
    host = "dialogflow.googleapis.com"
    return f"https://{host}" if location == GLOBAL else f"https://{location}-{host}"


class Sessions:
    """``detectIntent`` of one endpoint.

    within_s: for a call with its token; ``ticks`` counts the seconds.
    """

    def __init__(
        self,
        *,
        endpoint: str,
        credentials: Source,
        http: PoolManager,
        within_s: float,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._endpoint, self._credentials = endpoint, credentials
        self._http, self._within_s, self._ticks = http, within_s, ticks
        self._token_request = TokenRequest(http, within_s=TOKEN_S)

    def detect_intent(self, request: DetectIntentRequest) -> DetectIntentResponse:
        """One turn of a session.

        Raises ``Refused`` where Dialogflow will never take this request, ``Untouched`` where it surely took
        nothing, ``Down`` where it seems out of order, or ``Retryable``.
        """
        until = self._ticks() + self._within_s
        headers = {
            "content-type": "application/json",
            "x-goog-request-params": f"session={quote(request.session)}",
        }
        self._authorise(headers)
        left_s = until - self._ticks()
        if left_s <= 0:
            raise Untouched("dialogflow failed: no time left after its token")
        status, body = self._post(request, headers, within_s=left_s)
        return _answer(status, body)

    def _authorise(self, headers: dict[str, str]) -> None:
        """Say who calls. Not ``before_request``, which would start a thread for what we do not need."""
        try:
            credentials = self._credentials()
            if not credentials.valid:
                credentials.refresh(self._token_request)
            credentials.apply(headers)
        except GoogleAuthError as error:
            raise Untouched(f"no token for dialogflow: {type(error).__name__}") from error

    def _post(
        self, request: DetectIntentRequest, headers: dict[str, str], *, within_s: float
    ) -> tuple[int, bytes]:
        url = f"{self._endpoint}/v2/{request.session}:detectIntent?$alt=json;enum-encoding=int"
        try:
            answer = self._http.request(
                "POST",
                url,
                body=_body(request),
                headers=headers,
                timeout=Timeout(connect=min(CONNECT_S, within_s), total=within_s),
                retries=False,
                redirect=False,
            )
        except ConnectTimeoutError as error:
            raise Untouched(f"dialogflow failed: {type(error).__name__}") from error
        except HTTPError as error:
            raise Down(f"dialogflow failed: {type(error).__name__}") from error
        return answer.status, answer.data


def _body(request: DetectIntentRequest) -> bytes:
    """The request without its session, which is in the address."""
    given = DetectIntentRequest.to_dict(
        request,
        use_integers_for_enums=True,
        preserving_proto_field_name=False,
        always_print_fields_with_no_presence=False,
    )
    given.pop("session", None)
    return json.dumps(given, separators=(",", ":")).encode()


def _answer(status: int, body: bytes) -> DetectIntentResponse:
    if status == OK:
        return _read(body)
    if status == BAD_REQUEST:
        raise Refused("dialogflow refused the turn")
    if status == TOO_MANY:
        raise Untouched("dialogflow takes no more just now", again_s=THROTTLED_S)
    if status in CLOSED:
        raise Untouched(f"dialogflow failed: {status}")
    failure = Down if status >= SERVER_ERROR else Retryable
    raise failure(f"dialogflow failed: {status}")


def _read(body: bytes) -> DetectIntentResponse:
    try:
        response: DetectIntentResponse = DetectIntentResponse.from_json(body, ignore_unknown_fields=True)
    except (ParseError, ValueError) as error:
        raise Retryable("dialogflow's answer is not readable") from error
    if "query_result" not in response and "webhook_status" not in response:
        raise Retryable("dialogflow's answer has no result")
    return response
