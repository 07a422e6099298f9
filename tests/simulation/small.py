"""Small worlds: one person, a few words, and faults at chosen calls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from bench.history import History
from tests.simulation.chat import ChatPlatform
from tests.simulation.faults import Faults, NoFaults
from tests.simulation.judge import violations
from tests.simulation.people import Visitor, chat_members
from tests.simulation.platform import Build, Platform
from tests.simulation.world import World

PAUSE_S: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class Story:
    """What somebody says, a second between, and when his line is cut.

    channel: ``web`` or ``chat``. repeated_after_s: when the messenger delivers everything again.
    """

    channel: str
    words: Sequence[str]
    cut_at_s: float | None = None
    away_s: float = 3.0
    repeated_after_s: float | None = None
    build: Build = field(default_factory=Build)


def lived(story: Story, faults: Faults) -> History:
    """What happens in a story while these faults strike, until nothing moves any more."""
    world = World(seed=1, faults=faults)
    platform = Platform(world=world, build=story.build)
    if story.channel == "web":
        visitor = Visitor("ann", platform=platform)
        talker = visitor.talker
        if story.cut_at_s is not None:
            world.after(story.cut_at_s, partial(visitor.cut, away_s=story.away_s))
    else:
        messenger = _messenger(story, platform)
        [talker] = chat_members("private", ["ann"], platform=platform, messenger=messenger)
    for number, words in enumerate(story.words):
        world.after(number * PAUSE_S, partial(talker.say, f"{talker.canary} {words}"))
    world.run()
    world.faults = NoFaults()
    platform.queue.redrive()
    platform.later.redrive()
    world.run()
    platform.rest()
    return world.history


def _messenger(story: Story, platform: Platform) -> ChatPlatform:
    again_s = story.repeated_after_s
    return ChatPlatform(
        world=platform.world,
        app=platform.request,
        chats=platform.chats,
        repeats=0 if again_s is None else 1,
        after_s=() if again_s is None else (again_s,),
    )


def report(history: History) -> str:
    """What is wrong with a history, below it; empty where nothing is."""
    wrong = violations(history)
    return "\n".join((history.timeline(), *wrong)) if wrong else ""
