"""The queues in memory: that of turns with its five minutes of deduplication, and the one before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lambdas.domain.keys import turn_key
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Turn
from tests.fakes.clock import SetClock
from tests.fakes.faults import Faults

WINDOW = timedelta(minutes=5)
LONGEST_DELAY_S = 900


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

    def put_all(self, turns: Sequence[Turn]) -> None:
        """See ``TurnQueue``."""
        for turn in turns:
            self.put(turn)


class MemoryLater:
    """Keeps what was put, and gives out what is due."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SetClock()
        self._waiting: list[tuple[datetime, Turn]] = []
        self.put_turns: list[tuple[Turn, int]] = []
        self.faults = Faults()

    def put(self, turn: Turn, *, after_s: int) -> None:
        """See ``Later``."""
        if not 0 <= after_s <= LONGEST_DELAY_S:
            raise ValueError(f"a delay of {after_s} seconds")
        with self.faults.at("put"):
            self.put_turns.append((turn, after_s))
            self._waiting.append((self._clock.now() + timedelta(seconds=after_s), turn))

    def due(self) -> Sequence[Turn]:
        """What has waited long enough, once; for a test to hand on."""
        now = self._clock.now()
        found = tuple(turn for at, turn in self._waiting if at <= now)
        self._waiting = [(at, turn) for at, turn in self._waiting if at > now]
        return found


class MemoryRedelivery:
    """Remembers what was handed back, and for how long."""

    def __init__(self) -> None:
        self.handed_back: list[tuple[str, int]] = []

    def hand_back(self, handle: str, *, after_s: int) -> None:
        """See ``Redelivery``."""
        self.handed_back.append((handle, after_s))
