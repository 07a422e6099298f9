"""What the Cloud API's errors ask us to do.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

import logging
from typing import Final

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.kit.graph_api import GraphFailure

log = logging.getLogger(__name__)

BUSY: Final = {4: 30.0, 80007: 60.0, 130429: 5.0, 131048: 600.0, 131057: 60.0}
"""Too many calls of the app, of the account, messages of the number; too many taken as spam; being upgraded.

How many seconds the number rests where WhatsApp does not say: an upgrade takes a minute at most.
Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput
"""

PAIR: Final = 131056
PAIR_S: Final = 6.0
"""Too many messages to one person, who may get one every six seconds."""

OUT_OF_WINDOW: Final = 131047
GONE: Final = frozenset({130497, 131021, 131026, 131030})
"""In a country that the account may not write to; ourselves; not on WhatsApp, or it takes nothing from us;
not among a test number's people.
"""

WRONG_TOKEN: Final = frozenset({3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010})
"""No permission, a token that has run out, a number or an account that may not send, has no approved name or
has not paid.
"""

PERMISSIONS: Final = range(200, 300)
UNAVAILABLE: Final = 131016
UNKNOWN: Final = frozenset({-1, 1, 2, 131000})
UNAUTHORIZED, TOO_MANY, SERVER_ERROR = 401, 429, 500
REST_S: Final = 30.0


def failure_of(failure: GraphFailure) -> ParleyError:
    """What an answer that is no success asks us to do."""
    told, code = failure.told(), failure.code
    if code == PAIR:
        return Busy(told, again_s=failure.again_s or PAIR_S)
    if code in BUSY or failure.status == TOO_MANY:
        return Busy(told, again_s=failure.again_s or BUSY.get(code, REST_S), whole=True)
    if code == OUT_OF_WINDOW:
        return Shut(told)
    if code in GONE:
        return Unreachable(told)
    return _ours_or_theirs(failure, told)


def _ours_or_theirs(failure: GraphFailure, told: str) -> ParleyError:
    """Of a failure that is not about this person."""
    code = failure.code
    if code == UNAVAILABLE:
        return Retryable(told)
    if code in UNKNOWN or failure.status >= SERVER_ERROR or failure.transient:
        return Ambiguous(told)
    if not code:
        # Not the Graph API's own words: whoever answered in its place did nothing.
        return Retryable(told)
    if code in WRONG_TOKEN or code in PERMISSIONS or failure.status == UNAUTHORIZED:
        log.error("token refused by whatsapp", extra={"code": code})
        return Retryable(told)
    return Refused(told)
