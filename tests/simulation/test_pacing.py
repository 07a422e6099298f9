"""Under load nobody is sent more than his messenger allows, and everybody gets everything."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from bench.history import History, Shown
from lambdas.domain.outgoing import Limit
from tests.simulation.faults import Kind, Scripted
from tests.simulation.judge import violations
from tests.simulation.limits import TIGHT
from tests.simulation.people import alone
from tests.simulation.platform import Build, Platform
from tests.simulation.small import Story, lived, report
from tests.simulation.world import World

IN_A_CHAT, OVER_ALL = TIGHT
CHATS, TURNS = 15, 3
LONG = 9_000
ON_THE_WAY_S = 1.0
"""So long after it was counted a message of a burst may appear."""


def rushed() -> History:
    """Many people say a lot at once."""
    world = World(seed=1)
    platform = Platform(world=world, build=Build(channels=("telegram",), limits=TIGHT, long=LONG, workers=10))
    [channel] = platform.channels
    channel.register(platform.request, repeats=0)
    for number in range(CHATS):
        talker, _ = alone(f"p{number:02}", number + 1, channel=channel, world=world)
        for turn in range(TURNS):
            world.after(turn * 0.5, partial(talker.say, f"{talker.canary} long"))
    world.run()
    platform.rest()
    return world.history


def too_many(times_s: Sequence[float], limit: Limit) -> Sequence[tuple[float, float]]:
    """The spans in which more was shown than a limit allows."""
    return [
        (first_s, last_s)
        for begin, first_s in enumerate(times_s)
        for end, last_s in enumerate(times_s[begin:], start=begin)
        if end - begin + 1 > limit.burst + 1 + (last_s - first_s + ON_THE_WAY_S) / limit.interval_s
    ]


def test_a_rush_is_spread_out_and_everybody_gets_everything_once_and_in_order() -> None:
    history = rushed()

    shown_s: dict[str, list[float]] = defaultdict(list)
    for message in history.of(Shown):
        shown_s[message.place].append(message.at_s)
    assert not violations(history)
    assert len(shown_s) == CHATS
    for times_s in shown_s.values():
        assert not too_many(times_s, IN_A_CHAT)
    assert not too_many(sorted(at_s for times_s in shown_s.values() for at_s in times_s), OVER_ALL)


def test_a_messenger_that_asks_for_patience_is_left_alone_for_so_long() -> None:
    story = Story(channel="telegram", words=("hello", "hello", "hello"))

    history = lived(story, Scripted({("chat.send", 0): Kind.LIMITED}))

    first, *_ = history.of(Shown)
    assert not report(history)
    assert first.at_s >= 30
