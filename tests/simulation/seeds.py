"""One seed, one world: built, lived through, brought to rest and judged.

``python -m tests.simulation.seeds --seed 17`` replays one; ``--first 0 --count 1000`` tries many;
``--channel slack`` has no messenger but that.
"""

import argparse
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Final

from bench.history import History
from tests.simulation.channels import VENDORS
from tests.simulation.faults import NoFaults, RandomFaults
from tests.simulation.judge import violations
from tests.simulation.limits import TIGHT
from tests.simulation.lives import HOUR_S, disturb, populate, will_talk
from tests.simulation.people import SPELL_S, Visitor, talks_of
from tests.simulation.platform import Build, Platform
from tests.simulation.world import World

RATES: Final = (0.0, 0.01, 0.03, 0.06, 0.12, 0.2)
FROZEN: Final = (0.0, 0.0, 0.1, 0.3)
FREEZES_S: Final = (15.0, 25.0, 60.0)
ANOTHER: Final = 0.1
"""How many worlds of a hundred have a second messenger."""

CREWS: Final = (("pat", "gil", "gus"), ("sam", "tim", "tom"))
"""Who is on the first messenger, and on the second: one alone, two together."""

FLOOD: Final = 6
TWO_ENGINES: Final = 0.4
ENDING_S: Final = 30.0
OPERATOR_S: Final = 100_000.0
"""An operator comes by then, while what became dead letters is still known to the inbox."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a seed. channels: the messengers that were there."""

    seed: int
    channels: Sequence[str]
    wrong: Sequence[str]
    history: History

    def report(self) -> str:
        """The seed, what is wrong, and the whole timeline."""
        found = "\n".join(self.wrong)
        return f"{self.history.timeline()}\n\nseed {self.seed}: {len(self.wrong)} violations\n{found}"


def live(seed: int, *, build: Build | None = None, channel: str | None = None) -> Verdict:
    """Live through the world of a seed and judge it; channel: the only messenger there is."""
    world = World(seed=seed)
    dice = world.random
    channels = (channel,) if channel else channels_of(seed, dice)
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
            talks=talks_of("web0", "web1", *(name for crew in CREWS for name in crew)),
            channels=channels,
            long=max(made.long, *(VENDORS[name]().long for name in channels)),
            limits=made.limits or dice.choice(((), (), TIGHT)),
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
    world.run(until_s=OPERATOR_S)
    _recover(platform)
    platform.rest()
    return Verdict(seed=seed, channels=channels, wrong=violations(world.history), history=world.history)


def main(arguments: Sequence[str]) -> int:
    """Replay a seed, or try many and stop at the first that fails."""
    parser = argparse.ArgumentParser(prog="simulate")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--channel", choices=sorted(VENDORS))
    given = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    if given.seed is not None:
        verdict = live(given.seed, channel=given.channel)
        _tell(verdict.report())
        return len(verdict.wrong) > 0
    lived: Counter[str] = Counter()
    for seed in range(given.first, given.first + given.count):
        verdict = live(seed, channel=given.channel)
        if verdict.wrong:
            only = f" CHANNEL={given.channel}" if given.channel else ""
            _tell(f"{verdict.report()}\n\nreplay: make simulate SEED={seed}{only}")
            return 1
        lived.update(verdict.channels)
    of_each = ", ".join(f"{times} with {name}" for name, times in lived.items())
    _tell(f"{given.count} seeds from {given.first}, {of_each}: nothing wrong")
    return 0


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - a command speaks on the console


def channels_of(seed: int, dice: Random) -> Sequence[str]:
    """The messengers of a seed: each in its turn, now and then with another one beside it."""
    names = list(VENDORS)
    first = names.pop(seed % len(names))
    return (first, dice.choice(names)) if names and dice.random() < ANOTHER else (first,)


def _settle_in(platform: Platform) -> None:
    """Some visitors, some chats, and what they will do in the first minute."""
    dice = platform.world.random
    for number in range(dice.randint(0, 2)):
        visitor = Visitor(f"web{number}", platform=platform)
        will_talk(visitor.talker, platform.world)
        disturb(visitor, platform.world)
    for channel, crew in zip(platform.channels, CREWS, strict=False):
        populate(channel, crew, world=platform.world, app=platform.request)
    if dice.random() < 0.15:
        at_s = dice.uniform(0, SPELL_S)
        platform.world.after(at_s, partial(_down, platform, broken=True))
        platform.world.after(at_s + dice.uniform(1, 90), partial(_down, platform, broken=False))
    if dice.random() < 0.3:
        at_s = dice.uniform(0, SPELL_S)
        platform.world.after(at_s, partial(_mute, platform, down=True))
        platform.world.after(at_s + dice.uniform(1, 60), partial(_mute, platform, down=False))


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
