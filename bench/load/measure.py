"""Numbers of a run, and how they stand to its goals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MILLI: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One number in seconds; goal_s: at most that, None where nothing is promised."""

    name: str
    value_s: float
    goal_s: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the goal is not met."""
        return self.goal_s is not None and not self.value_s <= self.goal_s

    def __str__(self) -> str:
        value = f"{self.value_s * MILLI:.0f} ms" if self.value_s < 1 else f"{self.value_s:.1f} s"
        return f"{self.name} {value}" + (f" (goal {self.goal_s:g} s)" if self.missed else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a row. wrong: broken promises, each as ``I<n> …``. story: all that happened."""

    done: str
    timings: Sequence[Timing]
    wrong: Sequence[str]
    story: str

    @property
    def missed(self) -> bool:
        """Whether a goal of time is not met."""
        return any(timing.missed for timing in self.timings)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent of all do not exceed; infinite where there are none."""
    if not values:
        return math.inf
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]
