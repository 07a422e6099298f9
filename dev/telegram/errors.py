"""What the Bot API refuses, as its clients see it.

Source: https://core.telegram.org/bots/api#making-requests and #responseparameters.
"""

from typing import Any


class ApiError(Exception):
    """A call that is answered ``{"ok": false, …}``; the message is the description."""

    def __init__(self, code: int, description: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(description)
        self.code, self.retry_after_s = code, retry_after_s

    def answer(self) -> dict[str, Any]:
        """The body."""
        parameters = {} if self.retry_after_s is None else {"parameters": {"retry_after": self.retry_after_s}}
        return {"ok": False, "error_code": self.code, "description": str(self), **parameters}


def bad(description: str) -> ApiError:
    """A call that will never do."""
    return ApiError(400, f"Bad Request: {description}")
