"""What a service's answer asks us to do.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
(delivery success and failure)
"""

import logging
from typing import Final

from lambdas.domain.errors import Busy, ParleyError, Refused, Retryable, Unreachable

log = logging.getLogger(__name__)

OK, REDIRECT, BAD_REQUEST, GONE, TOO_MANY, UNAVAILABLE = 200, 300, 400, 410, 429, 503
UNLIKED: Final = frozenset({400, 413, 415, 422})
"""This call will never be taken, a plainer one may."""

OPERATORS: Final = frozenset({401, 403, 404, 405, 421})
REST_S, LONGEST_REST_S = 5.0, 3600.0


def failure_of(status: int, again_s: float | None) -> ParleyError | None:
    """What a status asks for, None where the call was taken. again_s: what the answer asks to wait.

    Nothing is ambiguous here: who takes a call knows it again by its id.
    """
    told = f"the service answered {status}"
    if OK <= status < REDIRECT:
        return None
    if status == GONE:
        return Unreachable(told)
    if status == TOO_MANY or (status == UNAVAILABLE and again_s):
        return Busy(told, again_s=min(again_s or REST_S, LONGEST_REST_S), whole=True)
    if status in UNLIKED:
        return Refused(told)
    if status in OPERATORS or status < BAD_REQUEST:
        # A redirect is not followed: the address stands in the stage file.
        log.error("call refused by the service", extra={"status": status})
    return Retryable(told)
