"""Many visitors at an even rate, nothing failing but a few lines: `python -m tests.simulation.crowd`.

Prints a JSON object: ``{"turns", "answers_s", "wrong", "story"}``.
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bench.history import History, Said, Shown
from tests.simulation.judge import violations
from tests.simulation.people import Visitor, words
from tests.simulation.platform import Build, Platform
from tests.simulation.world import World

CUT_EACH_S = 2.0
AWAY_S = 1.0
# As the stage files have it.
ENGINE_SLOTS = 10
# Each as much as a world of one seed may take.
ROUNDS = 20


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How many sockets, how many turns a second among all of them, and for how long."""

    sockets: int
    turns_per_s: float
    lasts_s: float


def lived(crowd: Crowd) -> History:
    """What happens, until nothing moves any more."""
    world = World(seed=1)
    platform = Platform(world=world, build=Build(workers=ENGINE_SLOTS))
    visitors = [Visitor(f"web{number:03}", platform=platform) for number in range(crowd.sockets)]
    for number in range(round(crowd.turns_per_s * crowd.lasts_s)):
        talker = visitors[number % crowd.sockets].talker
        text = f"{talker.canary} {words(world.random, trouble=0)}"
        world.after(number / crowd.turns_per_s, partial(talker.say, text))
    for number in range(round(crowd.lasts_s / CUT_EACH_S)):
        visitor = world.random.choice(visitors)
        world.after(number * CUT_EACH_S, partial(visitor.cut, away_s=AWAY_S))
    for _ in range(ROUNDS):
        world.run()
    platform.rest()
    return world.history


def answers_s(history: History) -> Sequence[float]:
    """How long each turn took, from its being typed to the first line of its answer."""
    said_s = {said.turn: said.at_s for said in history.of(Said)}
    heard_s: dict[str, float] = {}
    for line in history.of(Shown):
        if line.who == "bot":
            heard_s.setdefault(line.turn, line.at_s)
    return [heard_s[turn] - at_s for turn, at_s in said_s.items() if turn in heard_s]


def main(arguments: Sequence[str]) -> int:
    """Live through one crowd and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.crowd")
    parser.add_argument("--sockets", type=int, default=200)
    parser.add_argument("--turns-per-s", type=float, default=5)
    parser.add_argument("--lasts-s", type=float, default=180)
    given = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    history = lived(Crowd(sockets=given.sockets, turns_per_s=given.turns_per_s, lasts_s=given.lasts_s))
    told = {
        "turns": len(list(history.of(Said))),
        "answers_s": answers_s(history),
        "wrong": violations(history),
        "story": history.timeline(),
    }
    print(json.dumps(told))  # noqa: T201 — the parent reads it
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
