"""Faults that a test asks for: refusals, failures, slowness, and answers that are lost."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dev.telegram.errors import ApiError

ANY = "*"
NAMES = {"method", "chat_id", "times", "error_code", "description", "retry_after", "slow_s", "lose"}
USUAL = {
    400: "Bad Request",
    403: "Forbidden: bot was blocked by the user",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class AnswerLostError(Exception):
    """The call was carried out, and nobody is told."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """What is to go wrong with the next so many calls of a method (``*`` for any) to a chat (None for any).

    error_code: the refusal, 0 for none. lose: carry the call out and cut the line before the answer.
    """

    method: str = ANY
    chat_id: int | None = None
    times: int = 1
    error_code: int = 0
    description: str = ""
    retry_after: int | None = None
    slow_s: float = 0.0
    lose: bool = False

    def meets(self, method: str, given: Mapping[str, Any]) -> bool:
        """Whether this call is one of those."""
        to_chat = self.chat_id is None or str(given.get("chat_id")) == str(self.chat_id)
        return self.times > 0 and self.method in {ANY, method} and to_chat

    def refusal(self) -> ApiError:
        """The refusal, with Telegram's own words where none are given."""
        words = self.description or USUAL.get(self.error_code, "Error")
        if self.retry_after is not None and not self.description:
            words = f"{words}: retry after {self.retry_after}"
        return ApiError(self.error_code, words, retry_after_s=self.retry_after)


class Faults:
    """The faults still to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, asked: Mapping[str, Any]) -> None:
        """Plan one; raises ``ValueError`` or ``TypeError`` for what is no fault."""
        unknown = sorted(asked.keys() - NAMES)
        if unknown:
            raise ValueError(f"there is no {unknown[0]!r} in a fault")
        self._coming.append(Fault(**asked))

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self._coming.clear()

    async def before(self, method: str, given: Mapping[str, Any]) -> Fault:
        """The fault that this call meets, after its delay; raises ``ApiError`` where it refuses."""
        fault = next((each for each in self._coming if each.meets(method, given)), Fault())
        fault.times -= 1
        await asyncio.sleep(fault.slow_s)
        if fault.error_code:
            raise fault.refusal()
        return fault
