"""One POST to somebody else's API: tried once, since few know a call again, and no redirect is followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from lambdas.kit.translation import Failure

SENDING: Final = Timeout(connect=1, read=3)
"""For what has to get there: an answer goes out within one turn's invocation."""

HINTING: Final = Timeout(connect=0.5, read=1)
"""For what is not worth a wait, as a sign that somebody is typing."""

NEVER_LEFT: Final = (ConnectTimeoutError, NewConnectionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; its repr shows no body."""

    status: int
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


def post(
    url: str,
    body: bytes | str,
    *,
    http: PoolManager,
    headers: Mapping[str, str],
    timeout: Timeout,
    to: str,
    unsent: Failure,
    unknown: Failure,
) -> Answer:
    """The answer, whatever its status. to: whose API it is, for the failures, which hold nothing of the call.

    Raises ``unsent`` where the call never left, ``unknown`` where nobody can say whether it was done.
    """
    try:
        response = http.request(
            "POST", url, body=body, headers=headers, timeout=timeout, retries=False, redirect=False
        )
    except NEVER_LEFT as error:
        raise unsent(f"{to} not reached: {type(error).__name__}") from error
    except HTTPError as error:
        raise unknown(f"no answer from {to}: {type(error).__name__}") from error
    return Answer(status=response.status, body=response.data, headers=response.headers)
