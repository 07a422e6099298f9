"""What each row is given, and how it ends."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bench.load.aftermath import at_rest, write_down
from bench.load.diary import Diary
from bench.load.measure import Result, Timing, percentile
from bench.load.platform import LocalPlatform

REST_S: Final = 60.0


@dataclass(frozen=True, kw_only=True)
class Run:
    """One row's run.

    scale: 1 is the row as it stands in the report. tell: shows how far it is. others: so many turns are
    queued that are nobody's here.
    """

    platform: LocalPlatform
    scale: float = 1.0
    others: int = 0
    dice: Random = field(default_factory=lambda: Random(1))  # noqa: S311 — dice, no secret
    diary: Diary = field(default_factory=Diary)
    tell: Callable[[str], None] = field(default=lambda _: None)

    def scaled(self, number: float, *, least: int = 1) -> int:
        """So many, of a number at full scale."""
        return max(least, round(number * self.scale))

    def answers_s(self) -> Sequence[float]:
        """How long each answer took, from its turn's being said to its first line."""
        asked = self.diary.asked.values()
        return [turn.heard_s - turn.said_s for turn in asked if turn.heard_s is not None]

    async def at_rest(self, *, within_s: float = REST_S) -> None:
        """Wait until the queues are empty, but no longer than this."""
        await asyncio.to_thread(at_rest, self.platform, within_s=within_s, but=self.others)

    async def judged(
        self, done: str, timings: Sequence[Timing], *, rest_s: float = REST_S, also: Sequence[str] = ()
    ) -> Result:
        """Let the platform come to rest, read what is left, and judge it. also: what is wrong beside."""
        await self.at_rest(within_s=rest_s)
        await asyncio.to_thread(write_down, self.platform, self.diary, but=self.others)
        story = self.diary.history.timeline()
        return Result(done=done, timings=timings, wrong=(*self.diary.wrong(), *also), story=story)


def latencies(
    answers_s: Sequence[float], *, p95_s: float | None = None, p99_s: float | None = None
) -> list[Timing]:
    """The usual percentiles, and their goals."""
    return [
        Timing(name="p50", value_s=percentile(answers_s, 50)),
        Timing(name="p95", value_s=percentile(answers_s, 95), goal_s=p95_s),
        Timing(name="p99", value_s=percentile(answers_s, 99), goal_s=p99_s),
        Timing(name="longest", value_s=percentile(answers_s, 100)),
    ]


async def in_time(waited_for: Awaitable[object], within_s: float) -> bool:
    """Wait, but no longer than this; whether it came. What did not come is for the checker to name."""
    try:
        async with asyncio.timeout(within_s):
            await waited_for
    except TimeoutError:
        return False
    return True
