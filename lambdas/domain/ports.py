"""What the flows need from outside; every port has adapters and a fake that pass one contract suite."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from lambdas.domain.conversation import Begun, Line, Session, Understanding
from lambdas.domain.ids import ConnectionId, ConversationKey, InstallationId, OwnerId
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.socket import Socket
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Turn


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class Inbound(Protocol):
    """How a channel's deliveries become turns."""

    def verify(self, delivery: Delivery) -> None:
        """Raise ``Refused`` unless the channel itself sent this delivery."""
        ...

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """The turns of a verified delivery; none where it is of a kind we do not handle.

        Raises ``Refused`` when it is unreadable.
        """
        ...

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """What the channel reads once the turns of a verified, readable delivery are queued."""
        ...


class TurnQueue(Protocol):
    """The way to response, in order per conversation."""

    def put(self, turn: Turn) -> None:
        """Queue a turn, durably; a repeat of the same turn within five minutes is dropped.

        Raises ``Retryable``.
        """
        ...

    def put_all(self, turns: Sequence[Turn]) -> None:
        """Queue the turns of one delivery in order, each as ``put`` does.

        Raises ``Retryable`` unless every one is queued; some may be then, and a repeat adds the others.
        """
        ...


class Later(Protocol):
    """Where internal turns wait before they come to the queue of turns."""

    def put(self, turn: Turn, *, after_s: int) -> None:
        """Queue an internal turn so that it comes to the queue of turns after so many seconds (0 to 900).

        It may come more than once. Raises ``Retryable``.
        """
        ...


class Redelivery(Protocol):
    """A say in when the queue shows a message again."""

    def hand_back(self, handle: str, *, after_s: int) -> None:
        """Show the message again after so many seconds (0 to 43,200).

        Best effort: where it fails, the queue's own visibility timeout does the same later.
        """
        ...


class Seen(Protocol):
    """Is told how far a person sees the lines of a delivery while the rest is still to come.

    Where a repeat shows nothing twice, it need not be told.
    """

    def __call__(self, lines: int, begun: Begun, /) -> None:
        """So many lines are out, and as much of the next.

        Raises ``Retryable`` where there is no time for the rest, which then is not sent.
        """
        ...


class Outbound(Protocol):
    """How replies go out to a channel."""

    def owner(self, address: Address) -> OwnerId:
        """Who the person at an address is."""
        ...

    def typing(self, turn: Turn) -> None:
        """Show the speaker that an answer is on its way; best effort, never raises."""
        ...

    def deliver(self, address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        """Send the lines in order, each from where its ``begun`` says.

        Raises ``Shut`` where nothing goes out before the person speaks again, another ``Retryable``, or
        ``Unreachable`` when this address will never work again.
        """
        ...

    def unanswered(self, turn: Turn) -> None:
        """Tell the speaker that nothing could be kept of this turn; best effort, never raises."""
        ...


class Messenger(Protocol):
    """A messenger's API: what is to be called for a reply, and the calling; each call is tried once.

    Order, pace, plainer forms of what is refused, and counting are the business of whoever sends.
    """

    def owner(self, address: Address) -> OwnerId:
        """Who the person at an address is: the same in every conversation of an installation."""
        ...

    def limits(self, address: Address) -> Sequence[Limit]:
        """How often messages may go out there, as the messenger documents it."""
        ...

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """The messages of one line, in order; pure, and the same each time."""
        ...

    def call(self, address: Address, call: Call) -> None:
        """Make one call.

        Raises ``Refused`` when it will never be taken as it is, ``Unreachable`` when nothing will be at this
        address, ``Busy``, ``Shut``, ``Ambiguous``, or another ``Retryable`` where it surely was not done.
        """
        ...

    def typing(self, turn: Turn) -> Sequence[Call]:
        """The calls that show the speaker that his turn is worked on; none where there is no such sign."""
        ...


class Pace(Protocol):
    """How soon the next message may go out, counted across all workers."""

    def take(self, installation: InstallationId, limits: Sequence[Limit], *, messages: int) -> None:
        """Count messages that are about to go out.

        Raises ``Busy`` where a limit is reached or somebody rests (its ``again_s`` says for how long; nothing
        is counted then), or another ``Retryable``.
        """
        ...

    def rest(self, installation: InstallationId, limit: Limit, *, for_s: float) -> None:
        """Let nothing more go out under a limit for so long; best effort, never raises."""
        ...


class Engine(Protocol):
    """What understands language."""

    name: str
    memory_s: int

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """Answer a turn.

        restore: first make the engine's memory what ``session`` says (nothing, where it is None).
        envelope: handed on to fulfilment untouched. Raises ``Untouched`` only when the turn surely never
        came to the engine, ``Down`` when it may have and the engine seems out of order, ``Retryable``, or
        ``Refused`` when this turn will never be understood.
        """
        ...

    def resumed(self, state: str, *, after: str) -> str:
        """The state in which an interrupted dialog goes on: its own, in what surrounds it after an aside.

        Both are states that this engine told.
        """
        ...


class Connections(Protocol):
    """The open sockets of each conversation."""

    def add(self, socket: Socket) -> None:
        """Remember a socket. Raises ``Retryable``."""
        ...

    def remove(self, conversation: ConversationKey, connection: ConnectionId) -> None:
        """Forget a socket; nothing where it is not known. Raises ``Retryable``."""
        ...

    def of(self, conversation: ConversationKey) -> Sequence[Socket]:
        """The sockets of a conversation that have not expired, read consistently. Raises ``Retryable``."""
        ...


class Tickets(Protocol):
    """Which tickets have been used."""

    def spend(self, ticket: str, *, expires: datetime) -> None:
        """Use a ticket up. Raises ``Refused`` the second time, or ``Retryable``."""
        ...


class DoorCounter(Protocol):
    """How many tickets each network has taken."""

    def count(self, network: str, *, tickets: int, window_s: int) -> None:
        """Count one more ticket, where fewer than so many were counted in the present window.

        Windows begin at whole multiples of their length since 1970. Raises ``OverLimit`` (nothing is counted
        then; ``again_s`` is when the window ends), or ``Retryable``.
        """
        ...


class Wire(Protocol):
    """The line to one open socket."""

    def post(self, connection: ConnectionId, frame: str) -> None:
        """Send one text frame, 128 KB at most.

        Raises ``Unreachable`` when it is closed, ``Refused`` when it will never be taken, or ``Retryable``.
        """
        ...


class Seal(Protocol):
    """Signs what must come back unchanged."""

    def seal(self, purpose: str, claims: Mapping[str, str], *, expires: datetime) -> str:
        """A token of URL-safe characters and dots that carries the claims for one purpose."""
        ...

    def open(self, purpose: str, token: str) -> Mapping[str, str]:
        """The claims of a token. Raises ``Refused`` when it is forged, expired or for another purpose."""
        ...
