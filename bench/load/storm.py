"""Every socket is cut while answers are on their way, and all come back at once."""

import asyncio
from typing import Final

from bench.load.measure import Result, Timing, percentile
from bench.load.person import Person, people
from bench.load.run import Run, in_time
from bench.load.words import Phrase, bookings, canaries

SOCKETS: Final = 100
EACH: Final = 2
"""So much everybody says before the cut."""
ANSWERED: Final = 0.3
"""So many have their first answer when all are cut."""
BACK_S: Final = 10.0
PATIENCE_S: Final = 60.0
LOOK_S: Final = 0.01


async def storm(run: Run) -> Result:
    """What was missed is shown once, in order, and soon."""
    cities = canaries()[: run.scaled(SOCKETS, least=2)]
    async with people(cities, platform=run.platform, diary=run.diary) as here:
        scripts = [bookings(city) for city in cities]
        talking = [
            asyncio.create_task(_talk(person, [next(script) for _ in range(EACH)]))
            for person, script in zip(here, scripts, strict=True)
        ]
        while len(run.answers_s()) < ANSWERED * len(here):  # noqa: ASYNC110 — it is they who go on
            await asyncio.sleep(LOOK_S)
        waited = [person for person in here if person.waits]
        cut_s = run.diary.at_s()
        for person in here:
            person.cut()
        run.tell(f"{len(here)} sockets are cut, {len(waited)} people wait for an answer")
        await in_time(asyncio.gather(*talking), PATIENCE_S)
        missed_s = [
            turn.heard_s - cut_s
            for turn in run.diary.asked.values()
            if turn.heard_s is not None and turn.heard_s > cut_s
        ]
        done = f"{len(here)} sockets cut, {len(missed_s)} answers missed"
        timings = [
            Timing(name="half of them shown after", value_s=percentile(missed_s, 50)),
            Timing(name="all shown after", value_s=percentile(missed_s, 100), goal_s=BACK_S),
        ]
        return await run.judged(done, timings)


async def _talk(person: Person, phrases: list[Phrase]) -> None:
    for event in [await person.say(phrase) for phrase in phrases]:
        await person.hear(event)
