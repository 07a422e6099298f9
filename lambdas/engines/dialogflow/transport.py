"""How google-auth asks for tokens: by our HTTP client, never waiting for long.

google-auth's own adapter for urllib3 would bring more packages into the bundle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from google.auth import transport
from google.auth.exceptions import TransportError
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

LATER: Final = frozenset({408, 429})
FAILED: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(transport.Response):
    """See google-auth's ``Response``."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class TokenRequest(transport.Request):
    """See google-auth's ``Request``; every call is given so many seconds and one try."""

    def __init__(self, http: PoolManager, *, within_s: float) -> None:
        self._http, self._within_s = http, within_s

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: Any = None,  # noqa: ANN401 (google-auth's)
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **_given: object,
    ) -> Answer:
        """One call; google-auth's own wish for a timeout counts where it is shorter."""
        within_s = self._within_s if timeout is None else min(timeout, self._within_s)
        try:
            answer = self._http.request(
                method, url, body=body, headers=dict(headers or {}), timeout=within_s, retries=False
            )
        except HTTPError as error:
            raise TransportError(error) from error
        if answer.status in LATER or answer.status >= FAILED:
            # google-auth would wait and try again; the turn itself is tried again soon enough.
            raise TransportError(f"no token: {answer.status}")
        return Answer(status=answer.status, headers=dict(answer.headers), data=answer.data)
