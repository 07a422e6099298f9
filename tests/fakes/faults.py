"""Failures that a test orders of a fake: before it does its work, or after, with the answer lost."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Faults:
    """What goes wrong at which method, once an order."""

    def __init__(self) -> None:
        self._before: dict[str, list[Exception]] = defaultdict(list)
        self._after: dict[str, list[Exception]] = defaultdict(list)

    def fail(self, method: str, error: Exception) -> None:
        """Let the next call of a method raise before it does anything."""
        self._before[method].append(error)

    def lose(self, method: str, error: Exception) -> None:
        """Let the next call of a method do its work and then raise."""
        self._after[method].append(error)

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self._before.clear()
        self._after.clear()

    def pending(self) -> bool:
        """Whether something that was ordered has not gone wrong yet."""
        return any([*self._before.values(), *self._after.values()])

    @contextmanager
    def at(self, method: str) -> Iterator[None]:
        """Around a method's work."""
        if self._before[method]:
            raise self._before[method].pop(0)
        yield
        if self._after[method]:
            raise self._after[method].pop(0)
