"""A messenger's API where urllib3's pool of connections would be: it takes calls, or fails in its words."""

from collections.abc import Mapping
from typing import Final

from urllib3 import Timeout
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProtocolError, ReadTimeoutError

from bench import history
from lambdas.domain.conversation import Who
from lambdas.domain.errors import Down, Untouched
from lambdas.domain.ids import ConversationId, UserId
from lambdas.domain.keys import conversation_key
from lambdas.domain.turn import Address
from tests.simulation.vendor import SEND, Answer, Asked, Chat, Request, Vendor, expect
from tests.simulation.world import Saying, World

TAKES_S: Final = 0.1


class Api:
    """Of one messenger. unliked: how many it refuses of the messages that could be said more plainly."""

    def __init__(self, *, world: World, vendor: Vendor) -> None:
        self._world, self._vendor = world, vendor
        self._chats: dict[str, Chat] = {}
        self._known: set[str] = set()
        self._tastes: dict[Saying, bool] = {}
        self._former: dict[str, Chat] = {}
        self._moved: dict[ConversationId, Chat] = {}
        self.blocked: set[ConversationId] = set()
        self.shut: set[ConversationId] = set()
        self.unliked = 0.0

    def enter(self, chat: Chat) -> None:
        """Let a chat be known by its names."""
        self._chats |= dict.fromkeys(chat.names, chat)

    def move(self, chat: Chat, to: Chat) -> None:
        """Let a chat be known by another's names only."""
        self._moved[chat.conversation] = to
        self._former |= dict.fromkeys(to.names, chat)

    def request(
        self,
        method: str,
        url: str,
        *,
        body: bytes | str,
        headers: Mapping[str, str],
        timeout: Timeout,
        **given: object,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        expect(method == "POST" and given["retries"] is given["redirect"] is False, "one try of a POST")
        raw = body.encode() if isinstance(body, str) else body
        asked = self._vendor.read(Request(url=url, body=raw, headers=headers))
        process, since_s = self._world.process, self._world.now_s
        patience_s = float(timeout.read_timeout or 0)
        saying = process.saying if process else None
        try:
            answer = self._world.call(
                f"chat.{asked.kind}",
                lambda: asked.answer or self._answered(asked, saying),
                takes_s=TAKES_S,
                gives_up_s=patience_s,
            )
        except Untouched as failure:
            return self._undone(failure.again_s, self._named(asked, saying) if saying else None)
        except Down:
            return self._lost()
        if self._world.now_s - since_s > patience_s and not (process and process.frozen):
            raise ReadTimeoutError(None, url, "read timed out")  # type: ignore[arg-type] # no pool here
        return answer

    def _named(self, asked: Asked, saying: Saying | None) -> Chat | None:
        """The chat that a call names; whoever says something in one that has moved names what it became."""
        former = self._former.get(asked.chat)
        if former and saying and saying.conversation == key_of(self._vendor, former):
            return former
        return self._chats.get(asked.chat)

    def _undone(self, again_s: float | None, chat: Chat | None) -> Answer:
        """What is answered where nothing was done; or nobody is there. chat: where it was to be shown."""
        dice, answers = self._world.random, self._vendor.answers
        if again_s is not None:
            return self._busy(int(again_s), chat)
        if dice.random() < 0.5:
            raise dice.choice(
                (NewConnectionError(None, "refused"), ConnectTimeoutError())  # type: ignore[arg-type] # the same
            )
        return dice.choice((*answers.undone, *answers.unknown))

    def _busy(self, again_s: int, chat: Chat | None) -> Answer:
        answers = self._vendor.answers
        way = self._world.random.randrange(len(answers.busy) + len(answers.hurried))
        if way >= len(answers.busy):
            return answers.hurried[way - len(answers.busy)]
        if chat is not None:
            self._world.history.add(
                history.Patience(
                    at_s=self._world.now_s,
                    place=place_of(self._vendor, chat),
                    conversation=key_of(self._vendor, chat),
                    until_s=self._world.now_s + again_s,
                )
            )
        return answers.busy[way](again_s)

    def _lost(self) -> Answer:
        """What is answered where all was done and nobody may know; or nothing is."""
        dice = self._world.random
        if dice.random() < 0.5:
            raise dice.choice(
                (ReadTimeoutError(None, "/", "read timed out"), ProtocolError("connection aborted"))  # type: ignore[arg-type] # the same
            )
        return dice.choice(self._vendor.answers.unknown)

    def _answered(self, asked: Asked, saying: Saying | None) -> Answer:
        answers = self._vendor.answers
        if asked.kind != SEND and not asked.chat:
            return answers.taken
        named, chat = self._chats.get(asked.chat), self._named(asked, saying)
        if answers.moved is not None and named is not None and named.conversation in self._moved:
            return answers.moved(self._moved[named.conversation])
        if chat is None or chat.conversation in self.blocked:
            if chat is not None and saying is not None:
                self._miss(chat, saying)
            return answers.gone
        return self._taken(asked, chat, saying)

    def _taken(self, asked: Asked, chat: Chat, saying: Saying | None) -> Answer:
        answers = self._vendor.answers
        if asked.kind != SEND or (asked.key and asked.key in self._known):
            return answers.taken
        if answers.shut is not None and chat.conversation in self.shut:
            return answers.shut
        if saying is not None and saying.plainer and self._dislikes(saying):
            return answers.unliked
        if saying is not None:
            self._show(asked, chat, saying)
        self._known.add(asked.key)
        return answers.taken

    def _dislikes(self, saying: Saying) -> bool:
        """Whether it refuses a message; then it does so each time."""
        return self._tastes.setdefault(saying, self._world.random.random() < self.unliked)

    def _miss(self, chat: Chat, saying: Saying) -> None:
        self._world.history.add(
            history.Unreached(
                at_s=self._world.now_s,
                place=place_of(self._vendor, chat),
                conversation=key_of(self._vendor, chat),
                seq=saying.seq,
                turn=saying.turn,
            )
        )

    def _show(self, asked: Asked, chat: Chat, saying: Saying) -> None:
        self._world.history.add(
            history.Shown(
                at_s=self._world.now_s,
                place=place_of(self._vendor, chat),
                conversation=key_of(self._vendor, chat),
                seq=saying.seq,
                turn=saying.turn,
                who=Who.BOT,
                text=asked.words,
                message=saying.message,
                messages=saying.messages,
                piece=saying.piece,
                pieces=saying.pieces,
            )
        )


def place_of(vendor: Vendor, chat: Chat) -> str:
    """How a history names what people of a chat look at."""
    kind = "service" if chat.forgiving else "chat"
    return f"{kind}:{vendor.installation.id} {chat.conversation}"


def key_of(vendor: Vendor, chat: Chat) -> str:
    """How a history names a chat."""
    return conversation_key(address_of(vendor, chat, chat.people[0]))[:8]


def address_of(vendor: Vendor, chat: Chat, user: str) -> Address:
    """Somebody in a chat, as ours is to name that."""
    return Address(installation=vendor.installation.id, conversation=chat.conversation, user=UserId(user))
