"""How Slack says no.

Source: https://docs.slack.dev/apis/web-api#responses, https://docs.slack.dev/apis/web-api/rate-limits
"""

from collections.abc import Sequence

from dev.doubles.calls import Answer, CallRefused
from dev.doubles.faults import Fault

BAD_REQUEST, TOO_MANY, SERVER_ERROR = 400, 429, 500


def refused(error: str, messages: Sequence[str] = ()) -> CallRefused:
    """A refusal by its name; messages: what is wrong, in words."""
    return CallRefused(_answer(error, messages=messages))


def failed(fault: Fault) -> Answer:
    """A fault as Slack puts it; one with a status of 200 has a code."""
    if fault.status == TOO_MANY:
        return _answer("ratelimited", status=TOO_MANY, retry_after=fault.retry_after or 30)
    if fault.status == BAD_REQUEST:
        return _answer(str(fault.code or "invalid_arguments"))
    if fault.status >= SERVER_ERROR:
        return Answer(body="<html>", status=fault.status, content_type="text/html")
    return _answer(str(fault.code or "access_denied"), status=fault.status, retry_after=fault.retry_after)


def _answer(
    error: str, *, status: int = 200, retry_after: int | None = None, messages: Sequence[str] = ()
) -> Answer:
    body = {"ok": False, "error": error}
    if messages:
        body |= {
            "errors": list(messages),
            "response_metadata": {"messages": [f"[ERROR] {e}" for e in messages]},
        }
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Answer(body=body, status=status, headers=headers)
