"""What people of a simulated world do, and what comes between them and us; all by dice."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from lambdas.request.wiring import RequestApp
from tests.simulation.channel import Channel
from tests.simulation.engine import LONG
from tests.simulation.people import AWAY_S, SPELL_S, Talker, Visitor, alone, together, words
from tests.simulation.vendor import HELP, START, Chat
from tests.simulation.world import World

REPEATS: Final = 0.2
LOST: Final = (0.0, 0.0, 0.02, 0.1)
UNLIKED: Final = (0.0, 0.1, 0.3)
PRESSES: Final = 0.15
THINGS: Final = 0.12
COMMANDS: Final = 0.06
TROUBLE: Final = 0.08
LEAVES: Final = 0.1
MOVES: Final = 0.1
COMES_BACK: Final = 0.7
GONE_S: Final = (0.5, 5.0, 30.0, 400.0, 7_300.0)
HOUR_S: Final = 3_600


def populate(channel: Channel, crew: Sequence[str], *, world: World, app: RequestApp) -> None:
    """Somebody alone with the bot, perhaps two more in one place, and what goes wrong between them and us."""
    dice, (first, *others) = world.random, crew
    channel.register(app, repeats=REPEATS, lost=dice.choice(LOST))
    channel.api.unliked = dice.choice(UNLIKED)
    talker, chat = alone(first, 1, channel=channel, world=world)
    will_talk(talker, world)
    _cross(channel, chat, talker, world)
    if dice.random() < 0.5:
        names = {name: number for number, name in enumerate(others, start=2)}
        talkers, shared = together(names, channel=channel, world=world)
        for each in talkers:
            will_talk(each, world)
        if dice.random() < LEAVES:
            _part(channel, shared, talkers[0], world)
        elif dice.random() < MOVES:
            _later(world, partial(channel.move, shared, shared.people[0]))


def will_talk(talker: Talker, world: World) -> None:
    """Somebody says a few things, and presses a button or sends something where there are such."""
    dice = world.random
    for _ in range(dice.randint(1, 5)):
        text = f"{talker.canary} {words(dice, trouble=TROUBLE)}"
        when_s = dice.choice((0.0, dice.uniform(0, 8), dice.uniform(0, SPELL_S)))
        world.after(when_s, _way(talker, text, world))
    if talker.press is not None and dice.random() < PRESSES:
        _later(world, talker.press)


def disturb(visitor: Visitor, world: World) -> None:
    """Perhaps he opens the page once more, and loses a line or two."""
    dice = world.random
    for _ in range(dice.randint(0, 2)):
        world.after(dice.uniform(0, SPELL_S), visitor.open_tab)
    for _ in range(dice.randint(0, 3)):
        away_s = dice.choice(AWAY_S)
        world.after(dice.uniform(0, SPELL_S), partial(visitor.cut, away_s=away_s))


def _way(talker: Talker, text: str, world: World) -> Callable[[], None]:
    """How somebody says something, or what he says in place of it."""
    dice = world.random
    if talker.send is not None and dice.random() < THINGS:
        return partial(talker.send, text)
    if talker.command is not None and dice.random() < COMMANDS:
        return partial(talker.command, dice.choice((text, text, START, HELP)))
    return partial(talker.say, text)


def _cross(channel: Channel, chat: Chat, talker: Talker, world: World) -> None:
    """Perhaps somebody leaves us, or was silent for too long."""
    dice = world.random
    if dice.random() < LEAVES:
        _part(channel, chat, talker, world)
    elif dice.random() < 0.1:
        # A window that shuts opens when somebody speaks, at the latest when everything else is over.
        _later(world, partial(channel.shut, chat))
        world.after(HOUR_S, partial(talker.say, f"{talker.canary} hello"))


def _part(channel: Channel, chat: Chat, talker: Talker, world: World) -> None:
    """Somebody leaves us, with or without a word, perhaps before all is said, and may come back and go on."""
    dice, user = world.random, chat.people[0]
    at_s = dice.uniform(0, SPELL_S)
    for _ in range(dice.choice((0, 2))):
        world.after(at_s + dice.uniform(0, 3), partial(talker.say, f"{talker.canary} {LONG}"))
    at_s += dice.uniform(0, 6)
    leave = partial(channel.block, chat) if dice.random() < 0.4 else partial(channel.leave, chat, user)
    world.after(at_s, leave)
    if dice.random() < COMES_BACK:
        back_s = at_s + dice.choice(GONE_S)
        world.after(back_s, partial(channel.come_back, chat, user))
        for _ in range(2):
            text = f"{talker.canary} {words(dice, trouble=0)}"
            world.after(back_s + dice.uniform(0, SPELL_S / 4), partial(talker.say, text))


def _later(world: World, deed: Callable[[], None]) -> None:
    world.after(world.random.uniform(0, SPELL_S), deed)
