"""Every call of a turn fails in every way that the fault proxy knows, in conversations side by side."""

import asyncio
from collections.abc import Coroutine, Sequence
from itertools import islice, product
from typing import Any

from bench.history import Fault, Quarantined
from bench.load.messenger import GREETING
from bench.load.run import Run, in_time
from bench.load.words import bookings
from tests.e2e.crowd import OnTelegram, OnThePage, Somebody, crowd
from tests.e2e.fault_proxy import Breakable, FaultProxy

FAULTS = ("refuse", "throttle", "error", "lose", "repeat")
TRANSACTIONS = ("claim", "commit", "mark", "quarantine")
ON_THE_PAGE = ("claim", "commit", "mark", "queue", "recall", "engine", "typing", "sockets", "send")
ON_TELEGRAM = ("send", "", "", "book")
EACH = 4
"""So many things everybody says in booking a room."""
TWICE, OFTEN = 2, 4
"""A client library tries once more by itself, and is struck then too; we try a busy table more."""
PATIENCE_S = 150
Plan = Sequence[tuple[str, str]]


def test_whatever_call_of_a_turn_fails_however_everybody_has_the_right_answer_once(
    breakable: Breakable,
) -> None:
    run, faults = Run(platform=breakable.platform), breakable.faults
    struck = list(product(ON_THE_PAGE, FAULTS))
    plans = [struck[first : first + EACH] for first in range(0, len(struck), EACH)]

    async def chat() -> list[str]:
        async with crowd(run, web=len(plans) + len(FAULTS), telegram=len(FAULTS)) as (page, telegram):
            given_up = page[len(plans) :]
            chats: list[Coroutine[Any, Any, None]] = [
                *(suffers(each, plan, faults) for each, plan in zip(page, plans, strict=False)),
                *(is_given_up(each, fault, faults) for each, fault in zip(given_up, FAULTS, strict=True)),
                *(messages(each, fault, run, faults) for each, fault in zip(telegram, FAULTS, strict=True)),
            ]
            await in_time(asyncio.gather(*chats), PATIENCE_S)
        told = await run.judged("", ())

        assert not told.wrong, (told.wrong, told.story)
        assert [rule for rule in faults.rules() if not rule["met"]] == []
        return [each.name for each in given_up]

    given_up = asyncio.run(chat())

    assert sorted(entry.conversation for entry in run.diary.history.of(Quarantined)) == given_up


async def suffers(each: Somebody, plan: Plan, faults: FaultProxy) -> None:
    """Say one thing for each fault of the plan."""
    await each.exchange(GREETING)
    for (call, fault), phrase in zip(plan, bookings(each.city), strict=False):
        if call:
            faults.rule(fault, each.calls()[call], times=times(each, call, fault))
        await each.exchange(phrase)


async def messages(each: OnTelegram, fault: str, run: Run, faults: FaultProxy) -> None:
    """The same on Telegram, which may show once more what it has not answered."""
    at_s, name = run.diary.at_s(), each.name
    run.diary.history.add(Fault(at_s=at_s, conversation=name, turn="", call="send", kind=fault, doubt=True))
    await suffers(each, [(call, fault) for call in ON_TELEGRAM], faults)


async def is_given_up(each: OnThePage, fault: str, faults: FaultProxy) -> None:
    """Say what the engine never answers; then the giving up fails, too."""
    await each.exchange(GREETING)
    (opening,) = islice(bookings(each.city), 1)
    calls = each.calls()
    faults.rule(
        "error", {**calls["engine"], "contains": [*calls["engine"]["contains"], opening.text]}, times=None
    )
    faults.rule(fault, calls["quarantine"], times=times(each, "quarantine", fault))
    await each.exchange(opening)
    await each.exchange(GREETING)


def times(each: Somebody, call: str, fault: str) -> int:
    """How often a call is struck until whoever makes it gives it up: a turn outlives that once or twice."""
    if call == "engine" or (call == "send" and isinstance(each, OnTelegram)):
        return 1
    return OFTEN if fault == "throttle" and call in TRANSACTIONS else TWICE
