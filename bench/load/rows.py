"""The rows of the report: what is done, what is promised of it, and on which platform."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bench.load.burst import burst
from bench.load.crowd import simulation
from bench.load.faulty import faulty
from bench.load.measure import Result
from bench.load.poison import poison
from bench.load.run import Run
from bench.load.steady import load, rush
from bench.load.storm import storm


class On(StrEnum):
    """What a row runs on."""

    PLAIN = "the platform"
    FAULTY = "the platform behind the fault proxy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row."""

    goal: str
    run: Callable[[Run], Coroutine[Any, Any, Result]]
    on: On = On.PLAIN


ROWS: Final[Mapping[str, Row]] = {
    "load": Row(
        goal="100 sockets, 1 turn a second among them, 3 minutes: p95 ≤ 2 s, p99 ≤ 5 s; I1 to I6", run=load
    ),
    "rush": Row(goal="100 sockets, 1 turn a second each, 10 s: I1 to I6", run=rush),
    "burst": Row(
        goal="100 webhooks in 5 s over 30 chats, 20 % twice, 10 % out of order:"
        " ack p99 ≤ 1 s, drained ≤ 60 s; I1 to I6",
        run=burst,
    ),
    "storm": Row(
        goal="100 sockets cut mid-reply: every missed reply once, in order, ≤ 10 s; I1 to I6", run=storm
    ),
    "simulation": Row(
        goal="200 sockets, 5 turns a second, 3 minutes: p95 ≤ 2 s, p99 ≤ 5 s; I1 to I6",
        run=simulation,
    ),
    "poison": Row(
        goal="a poison anywhere, handlers killed by it too: only it is given up, the person is told ≤ 30 s;"
        " I1 to I6",
        run=poison,
        on=On.FAULTY,
    ),
    "faults": Row(
        goal="50 sockets, 2 turns a second, 2 % of calls to AWS and the engine refused, throttled or"
        " their answers lost: I1 to I6",
        run=faulty,
        on=On.FAULTY,
    ),
}
