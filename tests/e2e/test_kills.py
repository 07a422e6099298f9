"""Workers that are killed in the middle of a turn, in conversations that go on side by side.

Everything happens in one night of half a minute; the tests then look at it.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest

from bench.history import Fault, Quarantined
from bench.load.diary import APOLOGY, Asked
from bench.load.messenger import GREETING
from bench.load.platform import found
from bench.load.run import Run, in_time
from bench.load.words import Phrase, bookings, sentences
from dev.faults.worker import PROC
from tests.e2e.crowd import OnTelegram, OnThePage, Somebody, crowd
from tests.e2e.fault_proxy import FaultProxy
from tests.local_platform import LocalPlatform

ON_THE_PAGE = ("queue", "claim", "engine", "commit", "send")
ON_TELEGRAM = ("claim", "engine", "commit", "send", "book")
PATIENCE_S, BETWEEN_S = 150, 2.5
SILENCE_S, EMULATOR_S = 30, 4
"""The emulator takes up one turn at a time, and starts a worker anew for each that was killed."""

pytestmark = pytest.mark.skipif(
    not (PROC / "net" / "tcp").exists(), reason="finds whom to kill by /proc/net/tcp"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What happened.

    deeds: of the fault proxy. given_up: conversations, once for each turn. poison: what killed whoever took
    it up. calm: what they said whom nobody harmed.
    """

    wrong: Sequence[str]
    story: str
    deeds: Sequence[Mapping[str, Any]]
    given_up: Sequence[str]
    poison: Asked
    calm: Sequence[Asked]


@pytest.fixture(scope="module")
def night(with_faults: LocalPlatform) -> Night:
    """Ten people whose workers are killed once, one whose words kill each time, two whom nobody harms."""
    faults = FaultProxy(endpoint=str(with_faults.local["faults_endpoint"]))
    faults.forget()
    try:
        return asyncio.run(lived(Run(platform=found(with_faults.state)), faults))
    finally:
        faults.forget()


async def lived(run: Run, faults: FaultProxy) -> Night:
    """Live through it."""
    async with crowd(run, web=len(ON_THE_PAGE) + 2, telegram=len(ON_TELEGRAM) + 1) as (page, telegram):
        *victims, doomed, left_alone = page
        *others, left_alone_too = telegram
        over, poison = asyncio.Event(), next(sentences(doomed.city))
        calm = [asyncio.create_task(chatters(each, over)) for each in (left_alone, left_alone_too)]
        await asyncio.gather(*(each.exchange(GREETING) for each in (doomed, *victims)))
        poisoned = asyncio.create_task(poisons(doomed, poison, faults))
        await asyncio.to_thread(faults.wait_for, 1)
        people: list[Somebody] = [*victims, *others]
        struck = zip(people, ON_THE_PAGE + ON_TELEGRAM, strict=True)
        killings = (killed(each, moment, run, faults) for each, moment in struck)
        await in_time(asyncio.gather(poisoned, *killings), PATIENCE_S)
        over.set()
        await asyncio.gather(*calm)
    told = await run.judged("", ())
    asked = run.diary.asked.values()
    return Night(
        wrong=told.wrong,
        story=told.story,
        deeds=faults.log(),
        given_up=[entry.conversation for entry in run.diary.history.of(Quarantined)],
        poison=next(each for each in asked if each.phrase == poison),
        calm=[each for each in asked if each.conversation in {left_alone.name, left_alone_too.name}],
    )


async def killed(each: Somebody, moment: str, run: Run, faults: FaultProxy) -> None:
    """Book a room; whoever makes this call for the second thing that is said is killed when it is made."""
    first, *others = islice(bookings(each.city), 4)
    await each.exchange(first)
    faults.rule("kill", each.calls()[moment])
    if moment == "send" and isinstance(each, OnTelegram):
        doubt = Fault(
            at_s=run.diary.at_s(), conversation=each.name, turn="", call=moment, kind="kill", doubt=True
        )
        run.diary.history.add(doubt)
    for phrase in others:
        await each.exchange(phrase)


async def poisons(each: OnThePage, poison: Phrase, faults: FaultProxy) -> None:
    """Say what kills whoever has asked the engine about it, and then something harmless."""
    asked = each.calls()["engine"]
    faults.rule("kill", {**asked, "contains": [poison.text]}, times=None)
    await each.exchange(poison)
    await each.exchange(GREETING)


async def chatters(each: Somebody, over: asyncio.Event) -> None:
    """Book room after room until all is over."""
    for phrase in bookings(each.city):
        await each.exchange(phrase)
        if await in_time(over.wait(), BETWEEN_S):
            return


def test_whoever_is_killed_everybody_has_one_answer_and_in_order(night: Night) -> None:
    assert not night.wrong, night.story
    struck = [deed["operation"] for deed in night.deeds if "(process" in deed["told"]]
    assert len(struck) == len(night.deeds) == len(ON_THE_PAGE + ON_TELEGRAM) + 2, night.deeds


def test_words_that_kill_whoever_answers_them_are_apologised_for_and_nothing_else_is(night: Night) -> None:
    assert APOLOGY in night.poison.answer, night.story
    assert night.given_up == [night.poison.conversation]


def test_the_apology_for_words_that_kill_comes_in_time(night: Night) -> None:
    assert night.poison.heard_s is not None
    assert night.poison.heard_s - night.poison.said_s <= SILENCE_S + EMULATOR_S


def test_whoever_nobody_harms_is_answered_meanwhile(night: Night) -> None:
    told_s = night.poison.heard_s or 0

    meanwhile = [each for each in night.calm if night.poison.said_s < (each.heard_s or 0) < told_s]

    assert len(meanwhile) >= 2
    assert all(each.heard_s is not None for each in night.calm)
