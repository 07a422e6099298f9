"""A messenger without idempotency keys, as its API is to us, and the way out over it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bench import history
from lambdas.domain.conversation import Line, Who
from lambdas.domain.errors import Ambiguous, Busy, Down, Retryable, Shut, Unreachable, Untouched
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.keys import conversation_key, digest, user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.ports import Pace, Seen
from lambdas.domain.reply import Part, Text
from lambdas.domain.turn import Address, Kind, Turn
from lambdas.flows.deliver import Delivering
from tests.simulation.world import World

SEND: Final = "send"
MESSAGES: Final = {"continued": 3, "at length": 2}
"""Lines of more than one message, by words of theirs."""


LOOSE: Final = (
    Limit(scope="chat", interval_s=0.2, burst=6),
    Limit(scope="", interval_s=0.03, burst=10),
)
FREE: Final = (Limit(scope="chat", interval_s=0.01, burst=99), Limit(scope="", interval_s=0.01, burst=99))
TIGHT: Final = (Limit(scope="chat", interval_s=3, burst=2), Limit(scope="", interval_s=0.5, burst=4))


class ChatMessenger:
    """See ``Messenger``: some lines are several messages; people block us, and windows shut.

    places: of every chat in which something was to be shown.
    """

    def __init__(self, *, world: World, limits: Sequence[Limit]) -> None:
        self._world, self._limits = world, limits
        self.blocked: set[str] = set()
        self._shut: set[str] = set()
        self.places: dict[ConversationKey, str] = {}

    def block(self, chat: str) -> None:
        """Somebody blocks us: nothing is ever shown there again."""
        self.blocked.add(chat)
        self._world.history.add(history.Closed(at_s=self._world.now_s, place=f"chat:{chat}"))

    def shut(self, chat: str) -> None:
        """Nothing is shown there until somebody speaks."""
        self._shut.add(chat)

    def heard(self, chat: str) -> None:
        """Somebody speaks there."""
        self._shut.discard(chat)

    def outbound(self, pace: Pace) -> "ChatOutbound":
        """The way out of one invocation."""
        return ChatOutbound(Delivering(messenger=self, pace=pace, pause=self._world.sleep))

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``."""
        self.places[conversation_key(address)] = f"chat:{address.conversation}"
        chat, whole = self._limits
        return (replace(chat, scope=f"chat/{address.conversation}"), whole)

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``; what tells which line it is rides where a voice would be."""
        del address
        (part,) = parts
        assert isinstance(part, Text)
        told = {"text": part.text, "line": part.speech or ""}
        of = next((of for words, of in MESSAGES.items() if words in part.text), 1)
        calls = (Call(method=SEND, parameters={**told, "number": place + 1, "of": of}) for place in range(of))
        return tuple(Outgoing(forms=((call,),)) for call in calls)

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        try:
            self._world.call(f"chat.{call.method}", lambda: self._take(address, call), takes_s=0.1)
        except Untouched as failure:
            if failure.again_s is None:
                raise Retryable(str(failure)) from failure
            raise Busy(str(failure), again_s=failure.again_s) from failure
        except Down as failure:
            raise Ambiguous(str(failure)) from failure

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``."""
        del turn
        return (Call(method="typing", parameters={}),)

    def _take(self, address: Address, call: Call) -> None:
        chat = address.conversation
        if chat in self.blocked:
            raise Unreachable("blocked by the user")
        if chat in self._shut:
            raise Shut("nobody spoke for a day")
        if call.parameters.get("line"):
            self._show(address, call)

    def _show(self, address: Address, call: Call) -> None:
        told = call.parameters
        seq, _, turn = told["line"].partition(" ")
        self._world.history.add(
            history.Shown(
                at_s=self._world.now_s,
                place=f"chat:{address.conversation}",
                conversation=conversation_key(address)[:8],
                seq=int(seq),
                turn=turn,
                who=Who.BOT,
                text=told["text"],
                message=told["number"],
                messages=told["of"],
            )
        )


class ChatOutbound:
    """See ``Outbound``: ``Delivering``, and each line says which it is, for an observer to know."""

    def __init__(self, delivering: Delivering) -> None:
        self._delivering = delivering
        self.owner, self.typing, self.unanswered = (
            delivering.owner,
            delivering.typing,
            delivering.unanswered,
        )

    def deliver(self, address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        """See ``Outbound``."""
        self._delivering.deliver(address, [_told(line, address) for line in lines], seen=seen)


def _told(line: Line, address: Address) -> Line:
    if line.who is not Who.BOT:
        return line
    turn = digest(address.installation, address.conversation, Kind.WEBHOOK, line.event)[:8]
    return replace(line, parts=(Text(text=history.words_of(line), speech=f"{line.seq} {turn}"),))
