"""One messenger in a world: its people, its deliveries, its API, and our two ways over them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from urllib3 import PoolManager

from bench import history
from lambdas.domain.ids import ConversationId, ConversationKey, UserId
from lambdas.domain.keys import conversation_key, digest, user_owner
from lambdas.domain.outgoing import Limit
from lambdas.domain.ports import Outbound, Pace
from lambdas.domain.turn import Address, Kind
from lambdas.flows.deliver import Delivering
from lambdas.request.wiring import RequestApp
from stacks.channels import MESSENGERS
from tests.simulation.api import Api, address_of, key_of, place_of
from tests.simulation.post import Post
from tests.simulation.things import things_of
from tests.simulation.vendor import LABEL, START, Chat, Deed, Event, Vendor
from tests.simulation.watched import Watched
from tests.simulation.world import World


class Channel:
    """``places``: of every chat, by its conversation's key. ``inbox_s``: for how long it may call again.

    limits: see ``Watched``.
    """

    def __init__(self, *, world: World, vendor: Vendor, limits: Sequence[Limit]) -> None:
        self._world, self.vendor, self._limits = world, vendor, limits
        self.id, self.inbox_s = vendor.installation.id, MESSENGERS[vendor.installation.channel].inbox_s
        self.api = Api(world=world, vendor=vendor)
        self.inbound = vendor.inbound(world)
        self._messenger = vendor.messenger(cast("PoolManager", self.api), world)
        self.places: dict[ConversationKey, str] = {}
        self._became: dict[ConversationId, Chat] = {}
        self._post: Post | None = None

    def register(self, app: RequestApp, *, repeats: float, lost: float = 0.0) -> None:
        """Let what people do be delivered there; repeats, lost: see ``Post``."""
        self._post = Post(world=self._world, vendor=self.vendor, app=app, repeats=repeats, lost=lost)

    def limits(self, address: Address) -> Sequence[Limit]:
        """The messenger's own, at an address."""
        return self._messenger.limits(address)

    def outbound(self, pace: Pace) -> Outbound:
        """The way out of one invocation."""
        watched = Watched(self._messenger, world=self._world, limits=self._limits)
        return Delivering(messenger=watched, pace=pace, pause=self._world.sleep)

    def open(self, chat: Chat) -> None:
        """Somebody looks at a chat from now on, if nobody did."""
        place, key = place_of(self.vendor, chat), key_of(self.vendor, chat)
        if place in self.places.values():
            return
        self.api.enter(chat)
        self.places[conversation_key(address_of(self.vendor, chat, chat.people[0]))] = place
        self._world.history.add(history.Opened(at_s=self._world.now_s, place=place, conversation=key))

    def say(self, chat: Chat, user: str, text: str) -> None:
        """Somebody writes there, whereupon its window is open again."""
        deed = self._deed(chat, user, text)
        self._speak(deed, self.vendor.says(deed))

    def press(self, chat: Chat, user: str) -> None:
        """Somebody presses a button there."""
        deed = self._deed(chat, user, LABEL)
        self._speak(deed, self.vendor.presses(deed))

    def send(self, chat: Chat, user: str, words: str) -> None:
        """Somebody sends what is no words, or has these beside it; what, by the messenger's deliveries."""
        thing = self._world.random.choice(things_of(self.vendor.installation.channel))
        deed = self._deed(chat, user, thing.name if thing.what else words)
        self._speak(deed, self.vendor.sends(deed, thing.saying(words)), thing=thing.what)

    def command(self, chat: Chat, user: str, words: str) -> None:
        """Somebody gives a command of the messenger's own there, or just says this where there is none."""
        deed = self._deed(chat, user, words)
        self._speak(deed, (self.vendor.commands or self.vendor.says)(deed))

    def _speak(self, deed: Deed, event: Event, *, thing: str = "") -> None:
        self.open(event.chat or deed.chat)
        self.api.shut.discard(deed.chat.conversation)
        said = replace(self._said(deed, event), thing=thing)
        self._world.history.add(said)
        self._deliver(event, said, deed.chat)

    def leave(self, chat: Chat, user: str) -> None:
        """Somebody blocks us or sends us away, and we are told where the messenger tells."""
        if self.vendor.leaves is None:
            self.block(chat)
            return
        deed = self._deed(chat, user)
        event = self.vendor.leaves(deed)
        said = self._said(deed, event)
        self.block(chat, turn=said.turn)
        self._deliver(event, said, chat)

    def block(self, chat: Chat, *, turn: str = "") -> None:
        """Nothing is shown there, unless somebody comes back. turn: see ``Closed``."""
        self.api.blocked.add(chat.conversation)
        closed = history.Closed(at_s=self._world.now_s, place=place_of(self.vendor, chat), turn=turn)
        self._world.history.add(closed)

    def come_back(self, chat: Chat, user: str) -> None:
        """Somebody lets us write there again, and we are told where the messenger tells."""
        self.api.blocked.discard(chat.conversation)
        self._world.history.add(history.Reopened(at_s=self._world.now_s, place=place_of(self.vendor, chat)))
        if self.vendor.returns is not None:
            deed = self._deed(chat, user, START)
            self._speak(deed, self.vendor.returns(deed))

    def move(self, chat: Chat, user: str) -> None:
        """Somebody turns a place into another, where everybody goes on; where the messenger has such."""
        if self.vendor.moves is not None:
            deed = self._deed(chat, user, START)
            event = self.vendor.moves(deed)
            if event.chat is not None:
                self.api.move(chat, event.chat)
                self._became[chat.conversation] = event.chat
            self._speak(deed, event)

    def shut(self, chat: Chat) -> None:
        """Nothing is shown there until somebody speaks, where the messenger has such a rule."""
        self.api.shut.add(chat.conversation)

    def _deed(self, chat: Chat, user: str, text: str = "") -> Deed:
        chat = self._became.get(chat.conversation, chat)
        return Deed(chat=chat, user=user, number=self._world.number(), at=self._world.now(), text=text)

    def _deliver(self, event: Event, said: history.Said, chat: Chat) -> None:
        if self._post is not None:
            self._post.send(event, chat=chat, said=said)

    def _said(self, deed: Deed, event: Event) -> history.Said:
        address = address_of(self.vendor, event.chat or deed.chat, deed.user)
        return history.Said(
            at_s=self._world.now_s,
            owner=user_owner(address.installation, UserId(deed.user)),
            conversation=conversation_key(address)[:8],
            turn=digest(address.installation, address.conversation, Kind.WEBHOOK, event.id)[:8],
            event=event.id,
            text=deed.text,
            waits=event.waits,
        )
