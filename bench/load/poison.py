"""Turns that nothing can answer, each in another way, while others chat on."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from itertools import cycle
from typing import Any, Final

from bench.load.diary import APOLOGY
from bench.load.fault_rules import FaultRules, fault_rules
from bench.load.measure import Result, Timing, percentile
from bench.load.person import Person, people
from bench.load.run import Run, in_time
from bench.load.words import Phrase, canaries, sentences

TOLD_S: Final = 30.0
PATIENCE_S: Final = 120.0
NEIGHBOURS: Final = 5
PAUSE_S: Final = 1.0
ENGINE: Final = {"service": "lex", "operation": "RecognizeText"}
COMMIT: Final = {"service": "dynamodb", "operation": "TransactWriteItems", "lacks": ["QUARANTINE#"]}

POISONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "refused by the engine": {"fault": "error", "status": 400, "code": "ValidationException", **ENGINE},
    "kills its handler": {"fault": "kill", "when": "before", **ENGINE},
    "fails in the engine": {"fault": "error", **ENGINE},
    "hangs in the engine": {"fault": "freeze", **ENGINE},
    "kills its handler when it is written": {"fault": "kill", "when": "before", **COMMIT},
}


async def poison(run: Run) -> Result:
    """Only the poison is given up; who said it is told, and can go on."""
    kinds = list(POISONS)[: run.scaled(len(POISONS), least=2)]
    cities = canaries()[: len(kinds) + NEIGHBOURS]
    async with AsyncExitStack() as stack:
        rules = await stack.enter_async_context(fault_rules(run.platform))
        here = await stack.enter_async_context(people(cities, platform=run.platform, diary=run.diary))
        scripts = {person.name: sentences(city) for person, city in zip(here, cities, strict=True)}
        neighbours = asyncio.create_task(_chat(here[len(kinds) :], scripts))
        for kind, person in zip(kinds, here, strict=False):
            await _take(kind, person, scripts[person.name], rules=rules)
            run.tell(f"{kind}: told")
        neighbours.cancel()
        await in_time(asyncio.gather(*(person.caught_up() for person in here)), PATIENCE_S)
        return await _judged(run, kinds)


async def _take(kind: str, person: Person, script: Iterator[Phrase], *, rules: FaultRules) -> None:
    """Let somebody chat, take poison, and chat on."""
    word = f"poison {kind}"
    rule = dict(POISONS[kind])
    await rules.add(rule.pop("fault"), contains=[word], **rule)
    for phrase in (next(script), Phrase(text=word, hears=APOLOGY), next(script)):
        await in_time(person.exchange(phrase), PATIENCE_S)


async def _chat(here: Sequence[Person], scripts: Mapping[str, Iterator[Phrase]]) -> None:
    for person in cycle(here):
        await person.exchange(next(scripts[person.name]))
        await asyncio.sleep(PAUSE_S)


async def _judged(run: Run, kinds: Sequence[str]) -> Result:
    asked = list(run.diary.asked.values())
    poisoned = [turn for turn in asked if turn.phrase.hears == APOLOGY]
    others = [turn for turn in asked if turn.phrase.hears != APOLOGY]
    told_s = [turn.heard_s - turn.said_s for turn in poisoned if turn.heard_s is not None]
    others_s = [turn.heard_s - turn.said_s for turn in others if turn.heard_s is not None]
    timings = [
        Timing(name="told after at most", value_s=percentile(told_s, 100), goal_s=TOLD_S),
        Timing(name="answers to everybody else p95", value_s=percentile(others_s, 95)),
    ]
    done = f"{len(kinds)} poisons among {len(others)} other turns"
    given_up = [turn.turn for turn in others if APOLOGY in turn.answer]
    wrong = [f"I1 turn {turn} was given up beside the poison" for turn in given_up]
    return await run.judged(done, timings, also=wrong)
