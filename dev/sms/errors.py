"""What Twilio refuses, in its own shape.

Source: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions, and
https://www.twilio.com/docs/api/errors for the codes.
"""

from collections.abc import Mapping
from typing import Final

from dev.doubles.calls import Answer, CallRefused
from dev.doubles.faults import Fault

MESSAGES: Final[Mapping[int, str]] = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "An internal server error has occurred",
    21211: "Invalid 'To' Phone Number",
    21212: "Invalid From Number (caller ID)",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21620: "Invalid media URL(s)",
    21623: "Number of media files exceeds allowed limit",
}
CODES: Final[Mapping[int, int]] = {401: 20003, 404: 20404, 429: 20429}
FAILED, INTERNAL = 500, 20500


def refused(code: int, *, status: int = 400) -> CallRefused:
    """A call that Twilio will not carry out."""
    return CallRefused(_answer(status, code))


def failed(fault: Fault) -> Answer:
    """A fault that somebody asked for. code: Twilio's own, else the one of the status."""
    code = int(fault.code) or CODES.get(fault.status, INTERNAL if fault.status >= FAILED else 20001)
    waits = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return _answer(fault.status, code, waits)


def _answer(status: int, code: int, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(
        status=status,
        body={
            "code": code,
            "message": MESSAGES.get(code, "Invalid parameter"),
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        },
        headers=headers or {},
    )
