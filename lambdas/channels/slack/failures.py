"""What each of Slack's errors asks us to do.

Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors, the same of ``chat.update`` and
``assistant.threads.setStatus``, and https://docs.slack.dev/apis/web-api/rate-limits
"""

import logging
import re
from typing import Final

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable

log = logging.getLogger(__name__)

AN_ERROR: Final = re.compile(r"[a-z0-9_]{1,60}", re.ASCII)
TOO_MANY, SERVER_ERROR = 429, 500
NO_WORD_S: Final = 30.0
"""How long to wait where Slack does not say."""

GONE: Final = frozenset(
    {
        "cannot_dm_bot",
        "cannot_reply_to_message",
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
"""Nothing will be in this channel: it is no more, or the bot may not speak there."""

OURS_TO_MEND: Final = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "app_access_revoked",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""The token or the app's rights: an operator mends them, and then everything goes out."""

TOO_FAST: Final = frozenset({"message_limit_exceeded", "rate_limited", "ratelimited"})
MAYBE_DONE: Final = frozenset({"fatal_error", "internal_error"})
"""\"It's possible some aspect of the operation succeeded before the error was raised.\""""

NOT_NOW: Final = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
"""Cut off on the way, out of order, or a workspace that is being moved."""


def failure_of(status: int, error: str, *, again_s: float | None = None) -> ParleyError:
    """What an answer that is not ``ok`` asks us to do; an unknown error refuses the call as it is."""
    named = error if AN_ERROR.fullmatch(error) else "unknown"
    told = f"slack answered {status}: {named}"
    if status == TOO_MANY:
        # The limit of a method counts for the whole workspace; that of a channel comes with a 200.
        return Busy(told, again_s=again_s or NO_WORD_S, whole=True)
    if error in TOO_FAST:
        return Busy(told, again_s=again_s or NO_WORD_S)
    if status >= SERVER_ERROR or error in MAYBE_DONE or not error:
        return Ambiguous(told)
    if error in OURS_TO_MEND:
        log.error("token refused by slack", extra={"reason": named})
        return Retryable(told)
    if error in NOT_NOW:
        return Retryable(told)
    return Unreachable(told) if error in GONE else Refused(told)
