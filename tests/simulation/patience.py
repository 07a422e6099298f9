"""Judges whether a messenger that asks for patience is left alone for so long."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bench.history import Fault, History, Patience, Shown

ON_THE_WAY_S: Final = 1.0
PACE: Final = "pace."


def patient(history: History) -> Iterator[str]:
    """Pace: nothing is shown where a messenger asked to be left alone, until the time is over.

    Not judged where its wish could not be kept or read (an answer is worth more than good manners), nor of a
    process that went on after its deadline.
    """
    shown_s: dict[str, list[float]] = defaultdict(list)
    for line in history.of(Shown):
        shown_s[line.place].append(line.at_s)
    unkept_s = [fault.at_s for fault in history.of(Fault) if fault.call.startswith(PACE)]
    outlived = {fault.conversation for fault in history.of(Fault) if fault.outlived}
    for wish in history.of(Patience):
        early = [at_s for at_s in shown_s[wish.place] if wish.at_s < at_s < wish.until_s - ON_THE_WAY_S]
        unkept = any(wish.at_s - ON_THE_WAY_S <= at_s <= wish.until_s for at_s in unkept_s)
        if early and not unkept and wish.conversation not in outlived:
            yield f"Pace {wish.place} wanted nothing until {wish.until_s:.0f}, and got it at {early[0]:.0f}"
