"""Processes that make calls in virtual time, side by side; everything is decided by one seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final, TypeVar

from bench.history import Fault, History
from lambdas.domain.errors import Down, Untouched
from stacks import numbers
from tests.builders import NOW
from tests.simulation.agenda import Agenda
from tests.simulation.faults import STUNNED, Faults, Kind, NoFaults

GIVES_UP_S: Final = float(numbers.ENGINE_TIMEOUT_S)
FREEZE_S: Final = 25.0
Result = TypeVar("Result")


class KilledError(BaseException):
    """The process ends here; no code of ours can catch it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a call of a messenger's API is about to show: which message, from 1, of which conversation's line.

    piece: which of the calls that show it, from 1. plainer: whether it can be said more plainly, should the
    messenger refuse it.
    """

    conversation: str
    seq: int
    turn: str
    message: int
    messages: int
    piece: int = 1
    pieces: int = 1
    plainer: bool = False


@dataclass(kw_only=True)
class Process:
    """One invocation: what it works for and when it is cut off.

    shown: whether it may have shown a line. frozen: it outlives its deadline. saying: what it calls for.
    """

    conversation: str
    turn: str
    deadline_s: float
    shown: bool = False
    frozen: bool = False
    saying: Saying | None = None


class World:
    """The agenda, the dice and the history; ``faults`` may be exchanged at any time.

    freeze_s: for how long a process freezes.
    """

    def __init__(self, *, seed: int, faults: Faults | None = None) -> None:
        self.random = Random(seed)  # noqa: S311 - dice, no secret
        self.faults: Faults = faults or NoFaults()
        self.history = History()
        self.process: Process | None = None
        self.freeze_s = FREEZE_S
        agenda = self._agenda = Agenda()
        self.number, self.after, self.run = agenda.number, agenda.after, agenda.run

    @property
    def now_s(self) -> float:
        """Seconds since the world began."""
        return self._agenda.now_s

    @property
    def at_rest(self) -> bool:
        """Whether nothing moves any more."""
        return self._agenda.at_rest

    def now(self) -> datetime:
        """See ``Clock``."""
        return NOW + timedelta(seconds=self.now_s)

    def run_as(self, process: Process, body: Callable[[], None]) -> bool:
        """Let a process do something; return whether it lived to the end of it."""
        self.process = process
        try:
            body()
        except KilledError:
            return False
        finally:
            self.process = None
        return True

    def call(
        self,
        name: str,
        work: Callable[[], Result],
        *,
        takes_s: float = 0.02,
        gives_up_s: float = GIVES_UP_S,
    ) -> Result:
        """Make an external call for the process at work; raises ``Retryable`` or ends the process.

        gives_up_s: how long an answer is waited for.
        """
        process, kind = self.process, self.faults.at(name)
        if kind is not None:
            self.note(name, kind, process)
        if kind is Kind.UNSTARTED:
            raise KilledError
        there_s, back_s = self._takes_s(kind, takes_s, gives_up_s)
        self._wait(there_s, process)
        if kind in {Kind.REFUSED, Kind.LIMITED}:
            raise Untouched(f"{name} failed", again_s=30 if kind is Kind.LIMITED else None)
        result = work()
        if kind is Kind.REPEATED:
            result = work()
        if process is not None and name.endswith((".send", ".post")):
            process.shown = True
        if kind is Kind.KILLED:
            raise KilledError
        self._wait(back_s, process)
        if kind in {Kind.LOST, Kind.HANGS}:
            raise Down(f"answer of {name} lost")
        return result

    def sleep(self, seconds: float) -> None:
        """Let the process at work do nothing for so long."""
        self._wait(seconds, self.process)

    def _takes_s(self, kind: Kind | None, takes_s: float, gives_up_s: float) -> tuple[float, float]:
        """How long a call is on its way there, and its answer on its way back."""
        there_s, back_s = self.random.uniform(0.5, 1) * takes_s, takes_s / 2
        match kind:
            case Kind.SLOW:
                return self.random.uniform(1, 4), back_s
            case Kind.HANGS:
                return there_s, gives_up_s
            case Kind.FROZEN if self.process is not None:
                self.process.frozen = True
                return self.freeze_s, back_s
            case Kind.DAZED if self.process is not None:
                self.process.frozen = True
                return there_s, self.freeze_s
            case _:
                return there_s, back_s

    def _wait(self, seconds: float, process: Process | None) -> None:
        self.process = None
        self._agenda.wait(seconds)
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
                doubt=sends or kind in STUNNED or (process is not None and process.shown),
                outlived=kind in STUNNED,
            )
        )
