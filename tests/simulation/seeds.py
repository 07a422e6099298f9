"""One seed, one world: built, lived through, brought to rest and judged.

``python -m tests.simulation.seeds --seed 17`` replays one; ``--first 0 --count 1000`` tries many.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Final

from bench.history import History
from tests.simulation.chat import ChatPlatform
from tests.simulation.faults import NoFaults, RandomFaults
from tests.simulation.judge import violations
from tests.simulation.messenger import LOOSE, TIGHT
from tests.simulation.people import AWAY_S, SPELL_S, Talker, Visitor, chat_members, talks_of, words
from tests.simulation.platform import Build, Platform
from tests.simulation.world import World

RATES: Final = (0.0, 0.01, 0.03, 0.06, 0.12, 0.2)
FROZEN: Final = (0.0, 0.0, 0.1, 0.3)
FREEZES_S: Final = (15.0, 25.0, 60.0)
REPEATS: Final = 0.2
TROUBLE: Final = 0.08
FLOOD: Final = 6
TWO_ENGINES: Final = 0.4
HOUR_S: Final = 3_600
ENDING_S: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a seed."""

    seed: int
    wrong: Sequence[str]
    history: History

    def report(self) -> str:
        """The seed, what is wrong, and the whole timeline."""
        found = "\n".join(self.wrong)
        return f"{self.history.timeline()}\n\nseed {self.seed}: {len(self.wrong)} violations\n{found}"


def live(seed: int, *, build: Build | None = None) -> Verdict:
    """Live through the world of a seed and judge it."""
    world = World(seed=seed)
    dice = world.random
    rate, frozen = dice.choice(RATES), dice.choice(FROZEN)
    made = build or Build()
    flooded, forgetful = dice.random() < 0.2, rate == 0 and dice.random() < 0.5
    platform = Platform(
        world=world,
        build=replace(
            made,
            bucket_turns=FLOOD if flooded else made.bucket_turns,
            lines_s=HOUR_S if forgetful else made.lines_s,
            second=made.second or dice.random() < TWO_ENGINES,
            talks=talks_of("web0", "web1", "pat", "gil", "gus"),
            limits=made.limits or dice.choice((LOOSE, TIGHT)),
        ),
    )
    _settle_in(platform)
    faults = RandomFaults(
        random=Random(seed + 1),  # noqa: S311 - dice, no secret
        rate=rate,
        frozen=frozen,
    )
    world.faults, world.freeze_s = faults, dice.choice(FREEZES_S)
    if dice.random() < 0.25:
        _part_the_network(platform, faults)
    world.run()
    _recover(platform)
    platform.rest()
    return Verdict(seed=seed, wrong=violations(world.history), history=world.history)


def main(arguments: Sequence[str]) -> int:
    """Replay a seed, or try many and stop at the first that fails."""
    parser = argparse.ArgumentParser(prog="simulate")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=2000)
    given = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    if given.seed is not None:
        verdict = live(given.seed)
        _tell(verdict.report())
        return len(verdict.wrong) > 0
    for seed in range(given.first, given.first + given.count):
        verdict = live(seed)
        if verdict.wrong:
            _tell(f"{verdict.report()}\n\nreplay: make simulate SEED={seed}")
            return 1
    _tell(f"{given.count} seeds from {given.first}: nothing wrong")
    return 0


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - a command speaks on the console


def _settle_in(platform: Platform) -> None:
    """Some visitors, some chats, and what they will do in the first minute."""
    world, dice = platform.world, platform.world.random
    messenger = ChatPlatform(world=world, app=platform.request, chats=platform.chats, repeats=REPEATS)
    talkers: list[Talker] = []
    for number in range(dice.randint(0, 2)):
        visitor = Visitor(f"web{number}", platform=platform)
        talkers.append(visitor.talker)
        _disturb(visitor, world)
    [pat] = chat_members("private", ["pat"], platform=platform, messenger=messenger)
    talkers.append(pat)
    if dice.random() < 0.5:
        talkers += chat_members("group", ["gil", "gus"], platform=platform, messenger=messenger)
    for talker in talkers:
        for _ in range(dice.randint(1, 5)):
            text = f"{talker.canary} {words(dice, trouble=TROUBLE)}"
            when_s = dice.choice((0.0, dice.uniform(0, 8), dice.uniform(0, SPELL_S)))
            world.after(when_s, partial(talker.say, text))
    if dice.random() < 0.05:
        world.after(dice.uniform(0, SPELL_S), partial(platform.chats.block, "private"))
    elif dice.random() < 0.05:
        world.after(dice.uniform(0, SPELL_S), partial(messenger.leave, chat="private", user="pat"))
    elif dice.random() < 0.1:
        # A window that shuts opens when somebody speaks, at the latest when everything else is over.
        world.after(dice.uniform(0, SPELL_S), partial(platform.chats.shut, "private"))
        world.after(HOUR_S, partial(pat.say, f"{pat.canary} hello"))
    if dice.random() < 0.15:
        at_s = dice.uniform(0, SPELL_S)
        world.after(at_s, partial(_down, platform, broken=True))
        world.after(at_s + dice.uniform(1, 90), partial(_down, platform, broken=False))
    if dice.random() < 0.3:
        at_s = dice.uniform(0, SPELL_S)
        world.after(at_s, partial(_mute, platform, down=True))
        world.after(at_s + dice.uniform(1, 60), partial(_mute, platform, down=False))


def _part_the_network(platform: Platform, faults: RandomFaults) -> None:
    """Whatever is under way hangs until long after; for half a minute, who comes next finds no table."""
    world, dice, usual = platform.world, platform.world.random, replace(faults)
    at_s, lasts_s = dice.uniform(0, SPELL_S / 2), dice.uniform(15, 40)
    world.freeze_s = lasts_s + dice.uniform(0, 10)

    def strike(rate: float, frozen: float) -> None:
        faults.rate, faults.frozen = rate, frozen

    world.after(at_s, partial(strike, 0.8, 1.0))
    world.after(at_s + 2, partial(strike, usual.rate, usual.frozen))
    world.after(at_s + 2, partial(_down, platform, broken=True))
    world.after(at_s + lasts_s, partial(_down, platform, broken=False))


def _disturb(visitor: Visitor, world: World) -> None:
    dice = world.random
    for _ in range(dice.randint(0, 2)):
        world.after(dice.uniform(0, SPELL_S), visitor.open_tab)
    for _ in range(dice.randint(0, 3)):
        away_s = dice.choice(AWAY_S)
        world.after(dice.uniform(0, SPELL_S), partial(visitor.cut, away_s=away_s))


def _down(platform: Platform, *, broken: bool) -> None:
    platform.down = broken


def _mute(platform: Platform, *, down: bool) -> None:
    platform.engine.down = down


def _recover(platform: Platform) -> None:
    """The faults end, an operator redrives the dead letters, and sockets that are due to end do."""
    platform.world.faults = NoFaults()
    platform.queue.redrive()
    platform.later.redrive()
    platform.world.run()
    platform.world.after(ENDING_S, _nothing)
    platform.world.run()


def _nothing() -> None:
    """Time passes."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
