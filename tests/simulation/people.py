"""Who lives in a simulated world, what they do, and the troubles that come over them; all by dice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Final

from bench import history
from lambdas.domain.ids import InstallationId, OwnerId, UserId
from lambdas.domain.keys import user_owner, visitor_owner, web_conversation
from lambdas.domain.reply import Text
from lambdas.domain.talk import Talk, Talks, folded
from lambdas.domain.turn import Pass
from tests.simulation.channel import Channel
from tests.simulation.engine import ASIDE, ASKING, BOOK, DEADLY, HUGE, LONG, MUTE, POISON, REFUSED
from tests.simulation.platform import WEB, Platform
from tests.simulation.tab import Tab
from tests.simulation.vendor import Chat
from tests.simulation.world import World

THANKS: Final = "thanks"
SPANISH: Final = "en espanol"
ENGLISH: Final = "in english"
WORDS: Final = (
    "hello",
    "London",
    "two nights",
    "yes",
    "and then",
    BOOK,
    BOOK,
    LONG,
    MUTE,
    THANKS,
    ASIDE,
    ASKING,
    SPANISH,
    ENGLISH,
)
TROUBLE: Final = (POISON, DEADLY, HUGE, REFUSED)
AWAY_S: Final = (0.1, 1.0, 5.0, 60.0, 299.0, 301.0, 7_300.0, 82_800.0)
SPELL_S: Final = 60.0


@dataclass(kw_only=True)
class Talker:
    """Somebody with a canary that begins whatever he says.

    press: a button, where there are some. send: what is no words, or has these beside it, where that can be.
    command: says it by a command, where there are such.
    """

    canary: str
    say: Callable[[str], None]
    press: Callable[[], None] | None = None
    send: Callable[[str], None] | None = None
    command: Callable[[str], None] | None = None


class Visitor:
    """A visitor of the page with one or several tabs."""

    def __init__(self, name: str, *, platform: Platform) -> None:
        self._platform, self._world = platform, platform.world
        self._owner = visitor_owner(InstallationId(WEB), name)
        self._tabs: list[Tab] = []
        self.talker = _talker(name, self._owner, self._speak, self._world)
        self.open_tab()

    def open_tab(self) -> None:
        """Open the page once more."""
        holder = Pass(
            owner=self._owner,
            conversation=web_conversation(InstallationId(WEB), self._owner),
            installation=InstallationId(WEB),
            locale="en-US",
        )
        tab = Tab(
            world=self._world,
            holder=holder,
            sockets=self._platform.sockets,
            request=self._platform.request,
            connections=self._platform.connection,
        )
        self._tabs.append(tab)
        self._world.after(0, tab.connect)

    def cut(self, *, away_s: float) -> None:
        """Break the line of a tab."""
        self._world.random.choice(self._tabs).cut(away_s=away_s)

    def _speak(self, text: str) -> None:
        self._world.random.choice(self._tabs).say(text)


def alone(name: str, number: int, *, channel: Channel, world: World) -> tuple[Talker, Chat]:
    """Somebody who talks with the bot alone, and where."""
    user = channel.vendor.user(number)
    chat = channel.vendor.alone(user)
    channel.open(chat)
    return _member(name, user, chat, channel, world), chat


def together(names: Mapping[str, int], *, channel: Channel, world: World) -> tuple[Sequence[Talker], Chat]:
    """Some people, by name and number, who talk with the bot in one place; each alone where there is none."""
    users = {name: channel.vendor.user(number) for name, number in names.items()}
    if channel.vendor.together is None:
        talkers = [alone(name, number, channel=channel, world=world) for name, number in names.items()]
        return [talker for talker, _ in talkers], talkers[0][1]
    chat = channel.vendor.together(list(users.values()))
    channel.open(chat)
    return [_member(name, user, chat, channel, world) for name, user in users.items()], chat


def _member(name: str, user: str, chat: Chat, channel: Channel, world: World) -> Talker:
    talker = _talker(name, user_owner(channel.id, UserId(user)), partial(channel.say, chat, user), world)
    return replace(
        talker,
        press=partial(channel.press, chat, user),
        send=partial(channel.send, chat, user),
        command=partial(channel.command, chat, user),
    )


def talks_of(*names: str) -> Talks:
    """What needs no engine when one of these people says it, after the canary."""
    welcome = ((Text(text="You are welcome."),),)

    def talk(wish: str, locale: str) -> Talk:
        said = {name: folded(f"{_canary(name)} ") for name in names}
        return Talk(
            answers={f"{canary} {THANKS}": welcome for canary in said.values()},
            languages={f"{canary} {wish}": locale for canary in said.values()},
        )

    return {"en-US": talk(SPANISH, "es-ES"), "es-ES": talk(ENGLISH, "en-US")}


def _canary(name: str) -> str:
    return f"canary-{name}."


def _talker(name: str, owner: OwnerId, say: Callable[[str], None], world: World) -> Talker:
    canary = _canary(name)
    world.history.add(history.Person(at_s=world.now_s, owner=owner, canary=canary))
    return Talker(canary=canary, say=say)


def words(random: Random, *, trouble: float) -> str:
    """Something to say, sometimes what no engine bears."""
    return random.choice(TROUBLE if random.random() < trouble else WORDS)
