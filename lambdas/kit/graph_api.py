"""Calls of Meta's Graph API, and the one shape of its failures.

Source: https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from urllib3 import PoolManager, Timeout

from lambdas.kit.fields import answered
from lambdas.kit.posting import post
from lambdas.kit.translation import Failure

GRAPH: Final = "https://graph.facebook.com"
VERSION: Final = "v25.0"
"""Good until 29 July 2028; then Meta takes such a call for one of the oldest version that is left.

Source: https://developers.facebook.com/docs/graph-api/changelog/versions,
https://developers.facebook.com/docs/graph-api/guides/versioning
"""

USAGE: Final = "x-business-use-case-usage"
"""Source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2"""

OK: Final = 200
MINUTE_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFailure:
    """What an answer that is not a success says.

    code, subcode: Meta's own, 0 where it tells none. transient: whether Meta says that it will pass.
    again_s: how long it asks to be left alone, None where it does not say.
    """

    status: int
    code: int = 0
    subcode: int = 0
    transient: bool = False
    again_s: float | None = None

    def told(self) -> str:
        """The failure as a lower-case fact; never Meta's own words, which may quote what was sent."""
        subcode = f"/{self.subcode}" if self.subcode else ""
        return f"graph api answered {self.status}, error {self.code}{subcode}"


class GraphError(Exception):
    """Meta answered that it did not do it."""

    def __init__(self, failure: GraphFailure) -> None:
        super().__init__(failure.told())
        self.failure = failure


class GraphApi:
    """Posts as one account of Meta's; each call is tried once, since there is no idempotency key.

    endpoint: such as ``GRAPH``. to, unsent, unknown: see ``post``.
    """

    def __init__(
        self, *, endpoint: str, http: PoolManager, to: str, unsent: Failure, unknown: Failure
    ) -> None:
        self._endpoint, self._http = endpoint, http
        self._to, self._unsent, self._unknown = to, unsent, unknown

    def post(self, path: str, body: Mapping[str, Any], *, token: str, timeout: Timeout) -> None:
        """Make a call, such as of ``1234/messages``.

        Raises ``GraphError``, or as ``post`` does.
        """
        response = post(
            f"{self._endpoint}/{VERSION}/{path}",
            json.dumps(body, ensure_ascii=False).encode(errors="replace"),
            http=self._http,
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
            timeout=timeout,
            to=self._to,
            unsent=self._unsent,
            unknown=self._unknown,
        )
        answer = answered(response.body)
        if response.status == OK and answer and "error" not in answer:
            return
        if response.status == OK and "error" not in answer:
            raise self._unknown(f"no answer from {self._to}: none of the graph api's")
        raise GraphError(_failure(response.status, answer.get("error"), response.headers))


def _failure(status: int, error: object, headers: Mapping[str, str]) -> GraphFailure:
    told = error if isinstance(error, dict) else {}
    return GraphFailure(
        status=status,
        code=_whole(told.get("code")),
        subcode=_whole(told.get("error_subcode")),
        transient=told.get("is_transient") is True,
        again_s=_again_s(headers),
    )


def _again_s(headers: Mapping[str, str]) -> float | None:
    """The longest wait that is asked for, by the use of the account or as HTTP has it, in seconds."""
    waits = [*_waits_of_use(headers.get(USAGE) or "{}"), *_waits(headers.get("retry-after") or "")]
    longest = max(waits, default=0.0)
    return longest if 0 < longest < float("inf") else None


def _waits_of_use(told: str) -> Iterator[float]:
    try:
        uses = [use for account in json.loads(told).values() for use in account]
        yield from [float(use["estimated_time_to_regain_access"]) * MINUTE_S for use in uses]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return


def _waits(told: str) -> Iterator[float]:
    """Source: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after (a date is not read)."""
    if told.isascii() and told.isdigit():
        yield float(told[:9])


def _whole(given: object) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) else 0
