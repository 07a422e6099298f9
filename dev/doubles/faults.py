"""Faults that a test asks for: refusals, failures, slowness, and answers that are lost."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

ANY = "*"
WITH_CALL = "X-Parley-Fault"
"""The header by which the fault proxy lets a call fail in the messenger's own words: a ``Fault`` as JSON."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """What is to go wrong with the next so many calls of a method (``*``: any) in a chat (empty: any).

    status: what they are answered, 0 for nothing amiss. code: the messenger's own, where it has several.
    retry_after: the seconds that the messenger asks for. slow_s: so long it takes.
    after: carry the call out first; then answer so, or without a status cut the line.
    """

    method: str = ANY
    chat: str = ""
    times: int = 1
    status: int = 0
    code: int | str = 0
    retry_after: int | None = None
    slow_s: float = 0.0
    after: bool = False

    def __post_init__(self) -> None:
        """Check what a test wrote; raises ``ValueError``."""
        numbers = (self.times, self.status, self.slow_s, self.retry_after or 0)
        if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
            raise ValueError("times, status, slow_s and retry_after are numbers")
        if not self.status and not self.slow_s and not self.after:
            raise ValueError("a fault has a status, slow_s or after")

    @property
    def loses(self) -> bool:
        """Whether the call is carried out, and nobody is told."""
        return self.after and not self.status

    def meets(self, method: str, chat: str) -> bool:
        """Whether this call is one of those."""
        return self.times > 0 and self.method in {ANY, method} and self.chat in {"", chat}


def brought(headers: Mapping[str, str]) -> Fault | None:
    """The fault that a call brings along; raises ``ValueError`` or ``TypeError`` for what is none."""
    text = headers.get(WITH_CALL)
    return Fault(**json.loads(text)) if text else None


class Faults:
    """The faults still to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, asked: Mapping[str, Any]) -> None:
        """Plan one; raises ``ValueError`` for what is no fault."""
        unknown = sorted(asked.keys() - {each.name for each in fields(Fault)})
        if unknown:
            raise ValueError(f"there is no {unknown[0]!r} in a fault")
        self._coming.append(Fault(**asked))

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self._coming.clear()

    async def meeting(self, method: str, chat: str) -> Fault | None:
        """The fault that this call meets, after its delay."""
        fault = next((each for each in self._coming if each.meets(method, chat)), None)
        if fault:
            fault.times -= 1
            await asyncio.sleep(fault.slow_s)
        return fault
