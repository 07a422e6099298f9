"""Who leaves is left alone, and who comes back is answered: in small worlds, and by the judge of all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest

from bench.history import Closed, Fault, History, Reopened, Said, Shown
from tests.simulation import planted_channels, planted_leaving
from tests.simulation.channels import VENDORS
from tests.simulation.engine import LONG
from tests.simulation.judge import violations
from tests.simulation.leaving import left_alone
from tests.simulation.limits import LOOSE, TIGHT
from tests.simulation.people import alone
from tests.simulation.platform import Build, Platform
from tests.simulation.world import World

TOLD = ("telegram", "teams", "sms", "webhook")
"""Which messengers tell that somebody leaves."""

every = pytest.mark.parametrize("name", VENDORS)
every_told = pytest.mark.parametrize("name", TOLD)


def parted(name: str, words: Sequence[tuple[float, str]], *, build: Build, back_s: float = 0) -> History:
    """What happens when somebody says these words when, and leaves after three seconds.

    back_s: when he is back after a word that he leaves; 0 where he says nothing and is back after forty.
    """
    world = World(seed=1)
    platform = Platform(world=world, build=replace(build, channels=(name,), long=VENDORS[name]().long))
    [channel] = platform.channels
    channel.register(platform.request, repeats=0)
    talker, chat = alone("ann", 1, channel=channel, world=world)
    for at_s, text in words:
        world.after(at_s, partial(talker.say, f"{talker.canary} {text}"))
    world.after(3, partial(channel.leave, chat, chat.people[0]) if back_s else partial(channel.block, chat))
    world.after(back_s or 40, partial(channel.come_back, chat, chat.people[0]))
    world.run()
    platform.rest()
    return world.history


def said_while_away(name: str, build: Build) -> History:
    return parted(name, [(6, "hello"), (41, "London")], build=replace(build, limits=LOOSE))


def said_too_fast(name: str, build: Build) -> History:
    words = [(0.0, LONG), (0.0, LONG), (1.0, LONG), (41.0, "London")]
    return parted(name, words, build=replace(build, limits=TIGHT), back_s=3.7)


def shown(history: History, words: str) -> bool:
    """Whether what answers these words is shown."""
    turns = {said.turn for said in history.of(Said) if said.text.endswith(words)}
    return any(line.turn in turns for line in history.of(Shown))


@every
def test_what_reached_nobody_is_not_shown_to_who_is_back_and_answered(name: str) -> None:
    history = said_while_away(name, Build())

    assert violations(history) == ()
    assert (shown(history, "hello"), shown(history, "London")) == (False, True)


@every_told
def test_what_waited_when_he_left_is_not_shown_to_who_is_back_and_answered(name: str) -> None:
    history = said_too_fast(name, Build())

    gone_s = next(history.of(Closed)).at_s
    back_s = next(history.of(Reopened)).at_s
    assert violations(history) == ()
    assert shown(history, "London")
    assert not [line for line in history.of(Shown) if gone_s < line.at_s < back_s]


@pytest.mark.parametrize(
    ("lived", "plant", "name"),
    [
        *((said_while_away, planted_channels.who_is_gone_is_tried_again, name) for name in VENDORS),
        *((said_too_fast, planted_leaving.what_waits_for_who_left_is_kept, name) for name in TOLD),
    ],
)
def test_who_tries_again_what_was_given_up_is_found(
    lived: Callable[[str, Build], History], plant: Callable[[], Build], name: str
) -> None:
    found = violations(lived(name, plant()))

    assert any(wrong.startswith("Gone") for wrong in found)


def test_what_something_went_wrong_with_meanwhile_is_not_judged() -> None:
    history = said_while_away("sms", planted_channels.who_is_gone_is_tried_again())
    chat = next(history.of(Shown)).conversation

    history.add(Fault(at_s=30, conversation=chat, turn="t", call="table.mark", kind="lost", doubt=True))

    assert list(left_alone(history)) == []
