"""What the proxy saw and did."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from dev.faults.call import Call
from dev.faults.rule import Rule

KEPT_CALLS: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One fault that happened.

    rule: the number of the one that asked for it. told: what else there is to say.
    """

    at: str
    rule: int
    fault: str
    service: str
    operation: str
    about: tuple[str, ...]
    told: str = ""

    @property
    def line(self) -> str:
        """The deed for a log."""
        about = f" of {', '.join(self.about)}" if self.about else ""
        told = f": {self.told}" if self.told else ""
        return f"{self.at} {self.fault} {self.service} {self.operation}{about} (rule {self.rule}){told}"


class Record:
    """Every deed, and the latest calls."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []
        self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self._news = asyncio.Condition()

    def saw(self, call: Call) -> None:
        """A call came."""
        self._calls.append(call)

    async def did(self, number: int, rule: Rule, call: Call, told: str = "") -> None:
        """A fault happened to it."""
        at = datetime.now(tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        deed = Deed(
            at=at,
            rule=number,
            fault=rule.fault,
            service=call.service,
            operation=call.operation,
            about=call.about,
            told=told,
        )
        self._deeds.append(deed)
        print(deed.line, flush=True)  # noqa: T201 — our log
        async with self._news:
            self._news.notify_all()

    async def deeds(self, *, after: int, wait_s: float) -> Sequence[Mapping[str, Any]]:
        """The deeds after the first so many, waiting a while for one."""
        try:
            async with asyncio.timeout(wait_s), self._news:
                await self._news.wait_for(lambda: len(self._deeds) > after)
        except TimeoutError:
            pass
        return [asdict(deed) for deed in self._deeds[after:]]

    def calls(self, *, contains: str) -> Sequence[Mapping[str, Any]]:
        """The latest calls that have this text, without it."""
        return [
            {"service": call.service, "operation": call.operation, "about": call.about}
            for call in self._calls
            if contains in call.text
        ]

    def clear(self) -> None:
        """Forget everything."""
        self._deeds.clear()
        self._calls.clear()
