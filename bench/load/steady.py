"""Sockets that stay open while turns come at an even rate."""

import asyncio
from itertools import cycle
from typing import Final

from bench.load.measure import Result
from bench.load.person import people
from bench.load.run import Run, latencies
from bench.load.words import bookings, canaries

SOCKETS: Final = 100
PATIENCE_S: Final = 60.0
"""So long nobody's being answered is for the checker to judge."""
TOLD_EVERY: Final = 100


async def load(run: Run) -> Result:
    """One turn a second among all of them."""
    return await _steady(run, turns_per_s=1.0, lasts_s=run.scaled(180), p95_s=2.0, p99_s=5.0)


async def rush(run: Run) -> Result:
    """One turn a second from each: more than this machine carries, so that turns wait in the queue."""
    return await _steady(run, turns_per_s=run.scaled(SOCKETS), lasts_s=10)


async def _steady(
    run: Run, *, turns_per_s: float, lasts_s: float, p95_s: float | None = None, p99_s: float | None = None
) -> Result:
    diary = run.diary
    cities = canaries()[: run.scaled(SOCKETS, least=2)]
    async with people(cities, platform=run.platform, diary=diary) as here:
        began_s = diary.at_s()
        scripts = {person.name: bookings(city) for person, city in zip(here, cities, strict=True)}
        talking = []
        for number, person in zip(range(round(turns_per_s * lasts_s)), cycle(here), strict=False):
            await asyncio.sleep(began_s + number / turns_per_s - diary.at_s())
            talking.append(asyncio.create_task(person.exchange(next(scripts[person.name]))))
            if number % TOLD_EVERY == 0:
                run.tell(f"{number} turns said, {len(run.answers_s())} answered")
        await _while_answers_come(run, talking)
        last_s = max((turn.heard_s or 0.0 for turn in diary.asked.values()), default=0.0)
        answers_s = run.answers_s()
        carried = len(answers_s) / (last_s - began_s)
        done = f"{len(here)} sockets, {len(talking)} turns in {lasts_s:g} s, {carried:.1f} answered a second"
        return await run.judged(done, latencies(answers_s, p95_s=p95_s, p99_s=p99_s))


async def _while_answers_come(run: Run, talking: list[asyncio.Task[None]]) -> None:
    """Wait for all, however long they take, unless nobody is answered any more."""
    answered = -1
    while len(run.answers_s()) > answered:
        answered = len(run.answers_s())
        done, waiting = await asyncio.wait(talking, timeout=PATIENCE_S)
        await asyncio.gather(*done)
        if not waiting:
            return
        run.tell(f"{len(run.answers_s())} of {len(talking)} answered")
