"""Sockets that are cut while an answer comes, and whose end is never noted."""

import asyncio
from itertools import islice

from bench.load.messenger import GREETING
from bench.load.run import Run, in_time
from bench.load.words import bookings
from tests.e2e.calls import match, sockets
from tests.e2e.crowd import OnThePage, crowd
from tests.e2e.fault_proxy import Breakable

PATIENCE_S = 60
CUTS = ("refuse", "lose")
FRAMES = ("lines", "ack", ">message", ">resume")


def test_a_socket_is_cut_before_or_after_any_frame_and_nothing_is_missed(breakable: Breakable) -> None:
    run = Run(platform=breakable.platform)

    async def chats(each: OnThePage, frame: str) -> None:
        await each.exchange(GREETING)
        for cut, phrase in zip(CUTS, bookings(each.city), strict=False):
            breakable.faults.rule(cut, match("websocket", frame))
            await each.exchange(phrase)

    async def chat() -> None:
        async with crowd(run, web=len(FRAMES), telegram=0) as (page, _):
            talking = [chats(each, frame) for each, frame in zip(page, FRAMES, strict=True)]
            await in_time(asyncio.gather(*talking), PATIENCE_S)
        told = await run.judged("", ())

        assert not told.wrong, (told.wrong, told.story)
        assert [rule for rule in breakable.faults.rules() if not rule["met"]] == []

    asyncio.run(chat())


def test_everybody_s_socket_is_cut_at_once_and_everybody_comes_back(breakable: Breakable) -> None:
    run = Run(platform=breakable.platform)

    async def chat() -> None:
        async with crowd(run, web=6, telegram=0) as (page, _):
            await asyncio.gather(*(each.exchange(GREETING) for each in page))
            talking = [
                asyncio.create_task(each.exchange(phrase))
                for each in page
                for phrase in islice(bookings(each.city), 1)
            ]
            cut = await asyncio.to_thread(breakable.faults.cut)
            await in_time(asyncio.gather(*talking), PATIENCE_S)
        told = await run.judged("", ())

        assert cut == 6
        assert not told.wrong, (told.wrong, told.story)

    asyncio.run(chat())


def test_a_socket_whose_end_was_never_noted_takes_no_answer_away(breakable: Breakable) -> None:
    run = Run(platform=breakable.platform)

    async def chat() -> None:
        async with crowd(run, web=1, telegram=0) as ((each,), _):
            first, *others = islice(bookings(each.city), 4)
            await each.exchange(first)
            breakable.faults.rule("refuse", each.calls()["disconnect"], times=None)
            each.person.cut()
            for phrase in others:
                await each.exchange(phrase)
            left = sockets(run.platform, run.diary.conversations[each.name])
        told = await run.judged("", ())

        assert len(left) == 2
        assert not told.wrong, (told.wrong, told.story)
        assert [rule for rule in breakable.faults.rules() if not rule["met"]] == []

    asyncio.run(chat())
