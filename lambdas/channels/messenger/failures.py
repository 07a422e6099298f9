"""What the Send API's errors ask us to do.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
"""

import logging
from typing import Final

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.kit.graph_api import GraphFailure

log = logging.getLogger(__name__)

BUSY: Final = frozenset({4, 17, 32, 341, 613, 80006})
"""Too many calls: of the app, the user, the page, one kind of call; 80006 is Messenger's own.

Source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting#error-codes
"""

OUT_OF_WINDOW: Final = frozenset({(10, 2018065), (10, 2018278), (10, 2534022)})
"""A day has passed since the person wrote."""

GONE: Final = frozenset({(100, 2018001), (200, 1545041), (10, 2018108), (10, 2018300)})
"""No such person here; not available; receives no messages from this page; another app has the conversation.

Source of the last: https://developers.facebook.com/docs/messenger-platform/instagram/features/handover-protocol
"""

NOT_AVAILABLE: Final = 551
WRONG_TOKEN: Final = frozenset({3, 10, 102, 190, 368})
"""No permission, a token that has run out or was taken back, a page that is held back for a while."""

PERMISSIONS: Final = range(200, 300)
TEMPORARY: Final = 1200
UNKNOWN: Final = frozenset({-1, 1, 2})
TOO_MANY, SERVER_ERROR = 429, 500
REST_S: Final = 10.0
"""How long a page rests where Meta does not say."""


def failure_of(failure: GraphFailure) -> ParleyError:
    """What an answer that is no success asks us to do."""
    told, code = failure.told(), failure.code
    if code in BUSY or failure.status == TOO_MANY:
        return Busy(told, again_s=failure.again_s or REST_S, whole=True)
    if (code, failure.subcode) in OUT_OF_WINDOW:
        return Shut(told)
    if code == NOT_AVAILABLE or (code, failure.subcode) in GONE:
        return Unreachable(told)
    return _ours_or_theirs(failure, told)


def _ours_or_theirs(failure: GraphFailure, told: str) -> ParleyError:
    """Of a failure that is not about this person."""
    code = failure.code
    if code == TEMPORARY:
        return Retryable(told)
    if code in UNKNOWN or failure.status >= SERVER_ERROR or failure.transient:
        return Ambiguous(told)
    if not code:
        # Not the Graph API's own words: whoever answered in its place did nothing.
        return Retryable(told)
    if code in WRONG_TOKEN or code in PERMISSIONS:
        log.error("token refused by messenger", extra={"code": code, "subcode": failure.subcode})
        return Retryable(told)
    return Refused(told)
