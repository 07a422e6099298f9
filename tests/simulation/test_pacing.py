"""Under load nobody is sent more than his messenger allows, and everybody gets everything."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import pytest

from bench.history import Fault, History, Patience, Shown
from lambdas.domain.outgoing import Limit
from tests.simulation.api import address_of
from tests.simulation.channels import VENDORS
from tests.simulation.faults import Kind, Scripted
from tests.simulation.judge import violations
from tests.simulation.limits import TIGHT
from tests.simulation.patience import patient
from tests.simulation.people import alone
from tests.simulation.platform import Build, Platform
from tests.simulation.small import Story, lived, report
from tests.simulation.world import World

CHATS, TURNS = 15, 3
ON_THE_WAY_S = 1.0
"""So long after it was counted a message of a burst may appear."""


def rushed(name: str, limits: Sequence[Limit] = ()) -> tuple[History, Sequence[Limit]]:
    """Many people say a lot at once. limits: in place of the messenger's own; then those that there were."""
    world, vendor = World(seed=1), VENDORS[name]()
    platform = Platform(
        world=world, build=Build(channels=(name,), limits=limits, long=vendor.long, workers=10)
    )
    [channel] = platform.channels
    channel.register(platform.request, repeats=0)
    for number in range(CHATS):
        talker, chat = alone(f"p{number:02}", number + 1, channel=channel, world=world)
        for turn in range(TURNS):
            world.after(turn * 0.5, partial(talker.say, f"{talker.canary} long"))
    world.run()
    platform.rest()
    return world.history, limits or channel.limits(address_of(vendor, chat, chat.people[0]))


def too_many(times_s: Sequence[float], limit: Limit) -> Sequence[tuple[float, float]]:
    """The spans in which more was shown than a limit allows."""
    return [
        (first_s, last_s)
        for begin, first_s in enumerate(times_s)
        for end, last_s in enumerate(times_s[begin:], start=begin)
        if end - begin + 1 > limit.burst + 1 + (last_s - first_s + ON_THE_WAY_S) / limit.interval_s
    ]


@pytest.mark.parametrize(("name", "limits"), [("telegram", TIGHT), *((name, ()) for name in VENDORS)])
def test_a_rush_is_spread_out_and_everybody_gets_everything_once_and_in_order(
    name: str, limits: Sequence[Limit]
) -> None:
    history, limits = rushed(name, limits)

    shown_s: dict[str, list[float]] = defaultdict(list)
    for message in history.of(Shown):
        shown_s[message.place].append(message.at_s)
    assert not violations(history)
    assert len(shown_s) == CHATS
    for limit in limits:
        every = sorted(at_s for times_s in shown_s.values() for at_s in times_s)
        for times_s in shown_s.values() if limit.scope else [every]:
            assert not too_many(times_s, limit)


def test_a_messenger_that_asks_for_patience_is_left_alone_for_so_long() -> None:
    story = Story(channel="telegram", words=("hello", "hello", "hello"))

    history = lived(story, Scripted({("chat.send", 0): Kind.LIMITED}))

    first, *_ = history.of(Shown)
    assert not report(history)
    assert first.at_s >= 30


def test_whoever_does_not_wait_is_seen_but_where_the_wish_was_lost() -> None:
    wish = Patience(at_s=10, place="chat:1", conversation="c1", until_s=40)
    shown = Shown(at_s=20, place="chat:1", conversation="c1", seq=2, turn="t1", who="bot", text="hi")
    lost = Fault(at_s=10, conversation="c1", turn="t1", call="pace.rest", kind="lost", doubt=False)

    def judged(*entries: Patience | Shown | Fault) -> int:
        history = History()
        for entry in entries:
            history.add(entry)
        return len(list(patient(history)))

    assert judged(wish, shown) == 1
    assert judged(wish) == 0
    assert judged(shown, Patience(at_s=20, place="chat:1", conversation="c1", until_s=50)) == 0
    assert (
        judged(wish, Shown(at_s=40, place="chat:1", conversation="c1", seq=2, turn="t1", who="bot", text=""))
        == 0
    )
    assert judged(wish, shown, lost) == 0
