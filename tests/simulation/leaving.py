"""Judges whether who left is left alone: what was given up then is not said when somebody is back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from bench.history import Closed, Dead, Fault, History, Queued, Showing, Shown, Unreached

SETTLED: Final = "settled"
ON_THE_WAY_S: Final = 5.0
"""So long a call may be under way that failed before its answer came."""

OUTLIVED_S: Final = 70.0
"""So long a process may go on after its deadline."""


def left_alone(history: History) -> Iterator[str]:
    """Gone: no line is shown that reached nobody, nor one that waited when the news came that he left.

    Not judged where something went wrong between.
    """
    faults: dict[str, list[Fault]] = defaultdict(list)
    for fault in history.of(Fault):
        faults[fault.conversation].append(fault)
    forgotten_s = _forgotten_s(history)
    unreached_s: dict[tuple[str, int], float] = {}
    for entry in history.entries:
        if isinstance(entry, Unreached):
            unreached_s[entry.place, entry.seq] = entry.at_s
        elif isinstance(entry, Shown):
            since_s = unreached_s.get((entry.place, entry.seq))
            since_s = forgotten_s.get((entry.place, entry.turn)) if since_s is None else since_s
            if since_s is None or entry.at_s <= since_s:
                continue
            if not any(_meddled(fault, since_s, entry.at_s) for fault in faults[entry.conversation]):
                yield f"Gone line {entry.seq} is shown at {entry.place}, given up at {since_s:.0f}"


def _meddled(fault: Fault, since_s: float, until_s: float) -> bool:
    early_s = OUTLIVED_S if fault.outlived else ON_THE_WAY_S
    return since_s - early_s <= fault.at_s <= until_s


def _forgotten_s(history: History) -> Mapping[tuple[str, str], float]:
    """Since when what answers a turn is forgotten at a place, since the news came after the turn."""
    news = {closed.turn: closed.place for closed in history.of(Closed) if closed.turn}
    dead = {entry.turn for entry in history.of(Dead)}
    settled_s: dict[str, float] = {}
    for showing in history.of(Showing):
        if showing.outcome == SETTLED and showing.turn in news:
            settled_s.setdefault(showing.turn, showing.at_s)
    taken: dict[str, dict[str, None]] = defaultdict(dict)
    since_s: dict[tuple[str, str], float] = {}
    for queued in history.of(Queued):
        before = taken[queued.conversation]
        if queued.turn in settled_s and queued.turn not in before:
            place, at_s = news[queued.turn], settled_s[queued.turn]
            since_s |= {(place, turn): at_s for turn in before if turn not in dead}
        before.setdefault(queued.turn)
    return since_s
