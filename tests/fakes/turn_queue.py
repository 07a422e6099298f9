"""The queue in memory, with its five minutes of deduplication."""

from datetime import datetime, timedelta

from lambdas.domain.keys import turn_key
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Turn
from tests.fakes.clock import SetClock
from tests.fakes.faults import Faults

WINDOW = timedelta(minutes=5)


class MemoryTurnQueue:
    """Keeps what was put, in order."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SetClock()
        self._seen: dict[str, datetime] = {}
        self.turns: list[Turn] = []
        self.faults = Faults()

    def put(self, turn: Turn) -> None:
        """See ``TurnQueue``."""
        with self.faults.at("put"):
            key, now = turn_key(turn), self._clock.now()
            if key in self._seen and now - self._seen[key] < WINDOW:
                return
            self._seen[key] = now
            self.turns.append(turn)


class MemoryRedelivery:
    """Remembers what was handed back, and for how long."""

    def __init__(self) -> None:
        self.handed_back: list[tuple[str, int]] = []

    def hand_back(self, handle: str, *, after_s: int) -> None:
        """See ``Redelivery``."""
        self.handed_back.append((handle, after_s))
