"""Small worlds: one person, a few words, and faults at chosen calls."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from bench.history import History
from tests.simulation.faults import Faults, NoFaults
from tests.simulation.judge import violations
from tests.simulation.limits import LOOSE
from tests.simulation.people import Talker, Visitor, alone
from tests.simulation.platform import WEB, Build, Platform
from tests.simulation.vendor import Vendor
from tests.simulation.world import World

PAUSE_S: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class Story:
    """What somebody says, a second between, and when his line is cut.

    channel: ``web``, or the messenger. repeated_after_s: when that delivers everything again. unliked: how
    much it refuses of what can be said more plainly.
    """

    channel: str
    words: Sequence[str]
    cut_at_s: float | None = None
    away_s: float = 3.0
    repeated_after_s: float | None = None
    unliked: float = 0.0
    build: Build = field(default_factory=Build)


def lived(story: Story, faults: Faults) -> History:
    """What happens in a story while these faults strike, until nothing moves any more."""
    world = World(seed=1, faults=faults)
    platform = Platform(world=world, build=_build(story))
    talker = _visitor(story, platform) if story.channel == WEB else _member(story, platform)
    for number, words in enumerate(story.words):
        world.after(number * PAUSE_S, partial(talker.say, f"{talker.canary} {words}"))
    world.run()
    world.faults = NoFaults()
    platform.queue.redrive()
    platform.later.redrive()
    world.run()
    platform.rest()
    return world.history


def _build(story: Story) -> Build:
    if story.channel == WEB:
        return story.build
    limits = story.build.limits or LOOSE
    return replace(story.build, channels=(story.channel,), limits=limits, vendor=partial(_again, story))


def _again(story: Story, vendor: Vendor) -> Vendor:
    again_s = story.repeated_after_s
    return replace(vendor, schedule=replace(vendor.schedule, again_s=() if again_s is None else (again_s,)))


def _visitor(story: Story, platform: Platform) -> Talker:
    visitor = Visitor("ann", platform=platform)
    if story.cut_at_s is not None:
        platform.world.after(story.cut_at_s, partial(visitor.cut, away_s=story.away_s))
    return visitor.talker


def _member(story: Story, platform: Platform) -> Talker:
    [channel] = platform.channels
    channel.register(platform.request, repeats=0 if story.repeated_after_s is None else 1)
    channel.api.unliked = story.unliked
    talker, _ = alone("ann", 1, channel=channel, world=platform.world)
    return talker


def report(history: History) -> str:
    """What is wrong with a history, below it; empty where nothing is."""
    wrong = violations(history)
    return "\n".join((history.timeline(), *wrong)) if wrong else ""
