"""An even load while calls of the Lambdas fail by dice and every socket is cut."""

import asyncio
from contextlib import AsyncExitStack
from itertools import cycle
from typing import Final

from bench.load.fault_rules import FaultRules, fault_rules
from bench.load.measure import Result
from bench.load.person import Person, people
from bench.load.platform import parley
from bench.load.run import REST_S, Run, in_time, latencies
from bench.load.words import canaries, sentences

SOCKETS: Final = 50
TURNS_PER_S: Final = 2.0
SERVICES: Final = ("dynamodb", "sqs", "lex", "connections")
FAULTS: Final = ("refuse", "throttle", "lose")
RATE: Final = 0.02
"""Of all calls to these services."""
PATIENCE_S: Final = 180.0


async def faulty(run: Run) -> Result:
    """Whatever fails: every promise is kept once the faults are over."""
    lasts_s = run.scaled(60, least=10)
    cities = canaries()[: run.scaled(SOCKETS, least=2)]
    async with AsyncExitStack() as stack:
        rules = await stack.enter_async_context(fault_rules(run.platform))
        here = await stack.enter_async_context(people(cities, platform=run.platform, diary=run.diary))
        await _plant(run, rules)
        talking = await _talk(run, here, turns=round(TURNS_PER_S * lasts_s))
        met = await rules.met()
        await rules.clear()
        run.tell(f"{met} calls went wrong")
        await in_time(asyncio.gather(*talking), PATIENCE_S)
        # What an operator does when the trouble is over.
        await run.at_rest()
        await asyncio.to_thread(parley, "dead", "redrive", "--all", state=run.platform.state)
        await in_time(asyncio.gather(*(person.caught_up() for person in here)), REST_S)
        said = f"{len(here)} sockets, all cut once, {len(talking)} turns in {lasts_s} s"
        return await run.judged(f"{said}, {met} calls gone wrong", latencies(run.answers_s()))


async def _plant(run: Run, rules: FaultRules) -> None:
    for service in SERVICES:
        for fault in FAULTS:
            seed = run.dice.randrange(1_000_000)
            await rules.add(fault, service=service, chance=RATE / len(FAULTS), seed=seed)


async def _talk(run: Run, here: list[Person], *, turns: int) -> list[asyncio.Task[str]]:
    """Let them speak in turn, and cut everybody half way through."""
    scripts = {person.name: sentences(person.canary) for person in here}
    talking: list[asyncio.Task[str]] = []
    for number, person in zip(range(turns), cycle(here), strict=False):
        talking.append(asyncio.create_task(person.say(next(scripts[person.name]))))
        await asyncio.sleep(1 / TURNS_PER_S)
        if number == turns // 2:
            for each in here:
                each.cut()
            run.tell(f"{len(here)} sockets are cut")
    return talking
