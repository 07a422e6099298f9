"""Refusals in the connector's own words.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
"""

from dev.doubles.calls import Answer, CallRefused
from dev.doubles.faults import Fault

CODES = {
    400: ("Bad Argument", "Invalid request payload."),
    401: ("BotNotRegistered", "No registration found for this bot."),
    403: ("BotDisabledByAdmin", "The tenant admin disabled this bot"),
    404: ("ConversationNotFound", "Conversation not found."),
    412: ("PreconditionFailed", "Precondition failed, please try again."),
    413: ("MessageSizeTooBig", "Message size too large."),
    429: ("Throttled", "Too many requests."),
    500: ("ServiceError", "Unknown"),
    502: ("ServiceError", "Unknown"),
}


def refusal(status: int, code: str = "", message: str = "") -> CallRefused:
    """Refuse a call."""
    return CallRefused(_answer(status, code, message))


def failed(fault: Fault) -> Answer:
    """A fault that somebody asked for; what stands before the connector answers a 503 or a 504."""
    waits = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    answer = _answer(fault.status, str(fault.code or ""))
    return Answer(status=answer.status, body=answer.body, headers=waits)


def _answer(status: int, code: str, message: str = "") -> Answer:
    usual, words = CODES.get(status, ("", ""))
    if not (code or usual):
        return Answer(status=status, body="")
    return Answer(status=status, body={"error": {"code": code or usual, "message": message or words}})
