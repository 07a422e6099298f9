"""What Twilio's errors ask us to do, by code where we know it and by HTTP status where not.

Source of every code: https://www.twilio.com/docs/api/errors, such as https://www.twilio.com/docs/api/errors/21610
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable

log = logging.getLogger(__name__)

UNREACHABLE: Final[Mapping[int, str]] = {
    21211: "no telephone number",
    21214: "cannot be reached",
    21265: "a short code",
    21266: "our own number",
    21408: "in a country that the account may not write to",
    21610: "opted out",
    21612: "not to be reached from our number",
    21614: "no mobile number",
    21635: "a landline",
    30003: "the telephone cannot be reached",
    30004: "blocked",
    30005: "unknown to the network",
    30006: "a landline, or a network that cannot be reached",
}
"""Nothing arrives there; a person who opted out hears of us again after START, and of what is said then."""


@dataclass(frozen=True, slots=True)
class Rest:
    """How long to leave Twilio alone, and whether with the whole number or with one person alone."""

    again_s: float
    whole: bool


BUSY: Final[Mapping[int, Rest]] = {
    14107: Rest(30, whole=False),  # 30 answers to one person within 30 s
    20429: Rest(5, whole=True),  # too many calls at once
    21611: Rest(300, whole=True),  # ten hours of messages wait
    21730: Rest(60, whole=True),  # under maintenance
    30001: Rest(300, whole=True),  # the same in the pool of a messaging service
    30022: Rest(60, whole=True),  # more than the campaign may send
    63038: Rest(3600, whole=True),  # more than the account may send in 24 hours, as one on trial
}
"""Nothing was done, and later it may be."""

OPERATORS: Final = frozenset(
    {
        10001,  # the account is not active
        20003,  # account and auth token do not fit
        20005,  # the account is not active
        20008,  # only with test credentials
        20404,  # no such account
        21212,  # not our number
        21601,  # the same
        21603,  # neither number nor service given
        21606,  # a number that cannot send to there
        21608,  # a trial account writes to verified numbers alone
        21659,  # the number is not the account's
        21660,  # the number is another account's
        21661,  # a number without text messages
        21701,  # no such messaging service
        21703,  # a messaging service without numbers
        30002,  # the account is suspended
    }
)
"""An operator mends it; until then nothing goes out."""

LONGEST_REST_S: Final = 3600.0
OK, REDIRECT, BAD_REQUEST, TOO_MANY_REQUESTS, SERVER_ERROR = 200, 300, 400, 429, 500
TOO_MANY: Final = 20429
OPERATORS_STATUSES: Final = frozenset({401, 403, 404})


def failure_of(status: int, code: int | None, again_s: float | None = None) -> ParleyError | None:
    """What an answer asks us to do, None where the message was taken.

    code: Twilio's own, of a refusal or of a message that failed as it was made. again_s: what the answer asks
    to wait.
    """
    told = f"twilio answered {status}" + (f": {code}" if code is not None else "")
    if code is not None and code in UNREACHABLE:
        return Unreachable(f"{told}, {UNREACHABLE[code]}")
    rest = BUSY.get(code or 0) or (BUSY[TOO_MANY] if status == TOO_MANY_REQUESTS else None)
    if rest:
        return Busy(told, again_s=min(again_s or rest.again_s, LONGEST_REST_S), whole=rest.whole)
    if code in OPERATORS or status in OPERATORS_STATUSES:
        log.error("account refused by twilio", extra={"status": status, "code": code})
        return Retryable(told)
    return _by_status(status, code, told)


def _by_status(status: int, code: int | None, told: str) -> ParleyError | None:
    if status >= SERVER_ERROR:
        return Ambiguous(told)
    if status >= BAD_REQUEST or code is not None:
        return Refused(told)
    # Where it is elsewhere nothing was done; redirects are not followed.
    return None if OK <= status < REDIRECT else Retryable(told)
