"""Virtual time: what is due when, and tasks that wait in it side by side.

A task runs until it waits; then whatever is due next runs, be it another task in the middle of its work. The
times alone decide which, so a seed lives through the same again.
"""

import heapq
import math
from collections.abc import Callable
from typing import Final

from greenlet import getcurrent, greenlet

MOST: Final = 100_000
"""So many steps bring any world to rest that comes to rest at all."""


class Agenda:
    """The clock and what is to happen; nothing sleeps."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._loop = getcurrent()
        self._entries: list[tuple[float, int, bool, Callable[[], None] | greenlet]] = []
        self._awaited = 0
        self._count = 0

    @property
    def at_rest(self) -> bool:
        """Whether nothing is to come that anybody waits for."""
        return self._awaited == 0

    def number(self) -> int:
        """The next of all numbers: a name for anything."""
        self._count += 1
        return self._count

    def after(self, delay_s: float, action: Callable[[], None], *, awaited: bool = True) -> None:
        """Begin a task later; what nobody waits for happens only while something else is due."""
        self._enter(delay_s, action, awaited=awaited)

    def wait(self, seconds: float) -> None:
        """Let the task at work wait, and others go on meanwhile."""
        self._enter(seconds, getcurrent(), awaited=True)
        self._loop.switch()

    def run(self, until_s: float = math.inf) -> None:
        """Let everything happen that is still to come by then, or as much of it as is bearable."""
        self._loop = getcurrent()
        for _ in range(MOST):
            if self.at_rest or self._entries[0][0] > until_s:
                return
            self._next()

    def _enter(self, delay_s: float, entry: Callable[[], None] | greenlet, *, awaited: bool) -> None:
        heapq.heappush(self._entries, (self.now_s + delay_s, self.number(), awaited, entry))
        self._awaited += awaited

    def _next(self) -> None:
        self.now_s, _, awaited, entry = heapq.heappop(self._entries)
        self._awaited -= awaited
        task = entry if isinstance(entry, greenlet) else greenlet(entry)
        task.switch()
