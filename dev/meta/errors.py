"""Errors in the Graph API's own words.

Source: https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from dataclasses import dataclass
from typing import Any, Final

from dev.doubles.calls import Answer, CallRefused
from dev.doubles.faults import Fault

TRACE: Final = "AbCdEfGhIjKlMnOpQrStUv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One error. details: what WhatsApp adds."""

    code: int
    message: str
    status: int = 400
    subcode: int = 0
    details: str = ""

    def refused(self) -> CallRefused:
        """The refusal of a call."""
        return CallRefused(self.answer())

    def answer(self) -> Answer:
        """What the call is answered."""
        told: dict[str, Any] = {
            "message": f"(#{self.code}) {self.message}",
            "type": "OAuthException",
            "code": self.code,
            "fbtrace_id": TRACE,
        }
        if self.subcode:
            told["error_subcode"] = self.subcode
        if self.details:
            told["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        return Answer(status=self.status, body={"error": told})


def invalid(message: str) -> CallRefused:
    """A parameter is not as it must be."""
    return Error(code=100, message=message).refused()


def wrong_token() -> CallRefused:
    """The call is nobody's."""
    return Error(code=190, message="Invalid OAuth access token.", status=401).refused()


def failed(fault: Fault, *, slow_down: int) -> Answer:
    """How Meta puts what somebody asked to go wrong. slow_down: the code of too many calls."""
    status = fault.status
    codes = {400: 100, 401: 190, 403: 10, 429: slow_down}
    code = fault.code if isinstance(fault.code, int) and fault.code else codes.get(status, 2)
    # Meta tells of too many calls by its code; the status is that of any bad request.
    told = Error(code=code, message="An error was asked for", status=400 if status == 429 else status)  # noqa: PLR2004 — HTTP's
    answer = told.answer()
    waits = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return Answer(status=answer.status, body=answer.body, headers=waits)
