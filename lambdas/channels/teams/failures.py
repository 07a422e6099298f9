"""What the connector's answers ask us to do.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis,
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
"""

import json
import re
from collections.abc import Mapping
from typing import Final

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable

BAD_REQUEST, FORBIDDEN, NOT_FOUND, TOO_LARGE = 400, 403, 404, 413
TOO_MANY, SERVER_ERROR = 429, 500
UNASKED_S: Final = 5.0
"""So long it is left alone where it does not say for how long."""

A_CODE: Final = re.compile(r"[A-Za-z]{1,64}")

GONE: Final = frozenset({"BotNotInConversationRoster", "ConversationNotFound"})
"""Where a 404 is about the conversation, not about what was asked of it."""

NOT_FOREVER: Final = frozenset({"InvalidBotApiHost", "NotEnoughPermissions"})
"""Where a 403 says nothing of the person: a cloud that the next activity names, a right that may be given."""


def failure_of(status: int, body: bytes, headers: Mapping[str, str]) -> ParleyError:
    """What an answer that is not 2xx asks us to do.

    412 is a clash of several calls in one conversation: it was not done. Of a 5xx nobody can say that.
    """
    code = code_of(body)
    told = f"teams answered {status}{f' {code}' if code else ''}"
    if status == TOO_MANY:
        return Busy(told, again_s=_asked_s(headers))
    if status == FORBIDDEN:
        return Refused(told) if code in NOT_FOREVER else Unreachable(told)
    if status == NOT_FOUND and code in GONE:
        return Unreachable(told)
    if status in {BAD_REQUEST, NOT_FOUND, TOO_LARGE}:
        return Refused(told)
    return Ambiguous(told) if status >= SERVER_ERROR else Retryable(told)


def code_of(body: bytes) -> str:
    """The code of ``{"error": {"code": …}}``, empty where there is none."""
    try:
        error = json.loads(body)["error"]
        code = error["code"] if isinstance(error, dict) else error
    except (ValueError, TypeError, LookupError, RecursionError):
        return ""
    return code if isinstance(code, str) and A_CODE.fullmatch(code) else ""


def _asked_s(headers: Mapping[str, str]) -> float:
    asked = headers.get("Retry-After", "").strip()
    return float(asked) if re.fullmatch(r"[1-9][0-9]{0,4}", asked) else UNASKED_S
