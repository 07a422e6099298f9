"""Tickets by network, counted in memory."""

from collections import Counter

from lambdas.domain.errors import OverLimit
from lambdas.domain.ports import Clock
from tests.fakes.faults import Faults


class MemoryDoorCounter:
    """Counts tickets by network and window."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: Counter[tuple[str, int]] = Counter()
        self.faults = Faults()

    def count(self, network: str, *, tickets: int, window_s: int) -> None:
        """See ``DoorCounter``."""
        with self.faults.at("count"):
            epoch_s = int(self._clock.now().timestamp())
            window = (network, epoch_s // window_s)
            if self._counts[window] >= tickets:
                raise OverLimit("too many tickets of one network", again_s=window_s - epoch_s % window_s)
            self._counts[window] += 1
