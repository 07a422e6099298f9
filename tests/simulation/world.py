"""Virtual time, and processes that make calls in it.

A call takes time, and whatever is due in that time happens inside it: so a second worker may run while the
first one waits. Everything is decided by one seed; nothing sleeps.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final, TypeVar

from bench.history import Fault, History
from lambdas.domain.errors import Retryable
from tests.builders import NOW
from tests.simulation.faults import Faults, Kind, NoFaults

GIVES_UP_S: Final = 6.0
FREEZE_S: Final = 25.0
Result = TypeVar("Result")


class KilledError(BaseException):
    """The process ends here; no code of ours can catch it."""


@dataclass(kw_only=True)
class Process:
    """One invocation: what it works for and when it is cut off.

    shown: whether it may have shown a line. frozen: it outlives its deadline.
    """

    conversation: str
    turn: str
    deadline_s: float
    shown: bool = False
    frozen: bool = False


class World:
    """The clock, the agenda, the dice and the history; ``faults`` may be exchanged at any time."""

    def __init__(self, *, seed: int, faults: Faults | None = None) -> None:
        self.random = Random(seed)  # noqa: S311 - dice, no secret
        self.faults: Faults = faults or NoFaults()
        self.history = History()
        self.now_s = 0.0
        self.process: Process | None = None
        self.busy = 0
        self._agenda: list[tuple[float, int, bool, Callable[[], None]]] = []
        self._due = 0
        self._count = 0

    def now(self) -> datetime:
        """See ``Clock``."""
        return NOW + timedelta(seconds=self.now_s)

    def number(self) -> int:
        """The next of all numbers: a name for anything."""
        self._count += 1
        return self._count

    def after(self, delay_s: float, action: Callable[[], None], *, awaited: bool = True) -> None:
        """Let something happen later; what nobody waits for happens only while something else is due."""
        heapq.heappush(self._agenda, (self.now_s + delay_s, self.number(), awaited, action))
        self._due += awaited

    def pass_s(self, seconds: float) -> None:
        """Let time pass, and happen what is due in it."""
        until = self.now_s + seconds
        while self._agenda and self._agenda[0][0] <= until:
            self._next()
        self.now_s = max(self.now_s, until)

    def run(self) -> None:
        """Let everything happen that is still to come."""
        while self._due:
            self._next()

    def run_as(self, process: Process, body: Callable[[], None]) -> bool:
        """Let a process do something; return whether it lived to the end of it."""
        before, self.process = self.process, process
        self.busy += 1
        try:
            body()
        except KilledError:
            return False
        finally:
            self.process = before
            self.busy -= 1
        return True

    def call(self, name: str, work: Callable[[], Result], *, takes_s: float = 0.02) -> Result:
        """Make an external call for the process at work; raises ``Retryable`` or ends the process."""
        process, kind = self.process, self.faults.at(name)
        if kind is not None:
            self.note(name, kind, process)
        if kind is Kind.UNSTARTED:
            raise KilledError
        self._wait(self._way_there_s(kind, takes_s), process)
        if kind in {Kind.REFUSED, Kind.LIMITED}:
            raise Retryable(f"{name} failed", again_s=30 if kind is Kind.LIMITED else None)
        result = work()
        if process is not None and name.endswith((".send", ".post")):
            process.shown = True
        if kind is Kind.KILLED:
            raise KilledError
        self._wait(GIVES_UP_S if kind is Kind.HANGS else takes_s / 2, process)
        if kind in {Kind.LOST, Kind.HANGS}:
            raise Retryable(f"answer of {name} lost")
        return result

    def _way_there_s(self, kind: Kind | None, takes_s: float) -> float:
        if kind is Kind.SLOW:
            return self.random.uniform(1, 4)
        if kind is Kind.FROZEN and self.process is not None:
            self.process.frozen = True
            return FREEZE_S
        return self.random.uniform(0.5, 1) * takes_s

    def _wait(self, seconds: float, process: Process | None) -> None:
        self.process = None
        try:
            self.pass_s(seconds)
        finally:
            self.process = process
        if process is not None and not process.frozen and self.now_s > process.deadline_s:
            self.note("deadline", Kind.KILLED, process)
            raise KilledError

    def note(self, call: str, kind: Kind, process: Process | None) -> None:
        """Write down that something went wrong on purpose."""
        sends = call.endswith((".send", ".post")) and kind not in {Kind.REFUSED, Kind.UNSTARTED, Kind.LIMITED}
        self.history.add(
            Fault(
                at_s=self.now_s,
                conversation=process.conversation if process else "",
                turn=process.turn if process else "",
                call=call,
                kind=kind,
                doubt=sends or kind is Kind.FROZEN or (process is not None and process.shown),
            )
        )

    def _next(self) -> None:
        at_s, _, awaited, action = heapq.heappop(self._agenda)
        self._due -= awaited
        self.now_s = max(self.now_s, at_s)
        action()
