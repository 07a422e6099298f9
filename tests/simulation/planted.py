"""Faults planted in our own code, each by exchanging one collaborator; every one must be found."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, cast

from lambdas.domain.conversation import Held, Line, Memory, Session, Understanding
from lambdas.domain.errors import Retryable
from lambdas.domain.keys import conversation_key, digest
from lambdas.domain.ports import Conversations, Engine, Outbound, TurnQueue
from lambdas.domain.receipt import Receipt
from lambdas.domain.turn import Address, Turn
from lambdas.flows.desk import Desk
from lambdas.flows.settle import settle
from tests.fakes.conversations import MemoryConversations
from tests.simulation.platform import Build
from tests.simulation.turns_fifo import WINDOW_S
from tests.simulation.world import World


class Instead:
    """A collaborator of which some methods were exchanged."""

    def __init__(self, port: object, **methods: Callable[..., Any]) -> None:
        self._port, self._methods = port, methods

    def __getattr__(self, name: str) -> object:
        """The exchanged method, or else the port's own."""
        return self._methods.get(name) or getattr(self._port, name)


def send_before_persist() -> Build:
    """The lines go out, and only then are they kept."""

    def planted(receipt: Receipt, desk: Desk) -> bool:
        served = desk.served[receipt.turn.address.installation]

        def commit(held: Held, *, lines: Sequence[Line], **rest: Any) -> None:  # noqa: ANN401 - handed on
            served.outbound.deliver(held.turn.address, lines)
            desk.conversations.commit(held, lines=lines, **rest)

        def quarantine(held: Held, *, lines: Sequence[Line], **rest: Any) -> None:  # noqa: ANN401 - the same
            served.outbound.deliver(held.turn.address, lines)
            desk.conversations.quarantine(held, lines=lines, **rest)

        muted = cast("Outbound", Instead(served.outbound, deliver=_nothing))
        changed = _with(desk, receipt, outbound=muted, commit=commit, quarantine=quarantine)
        return settle(receipt, desk=changed)

    return Build(settle=planted)


def no_sent_mark() -> Build:
    """Nobody writes down that a line went out."""
    return Build(settle=lambda receipt, desk: settle(receipt, desk=_with(desk, receipt, mark=_nothing)))


def deduplicate_only_by_the_queue() -> Build:
    """The inbox knows a turn no longer than the queue does."""

    def forgetful(world: World, *, lines_s: int) -> MemoryConversations:
        return MemoryConversations(world, lines_s=lines_s, inbox_s=int(WINDOW_S))

    return Build(stores=forgetful)


def swallow_an_enqueue_error() -> Build:
    """The sender is told that all is well whatever the queue says."""

    def quiet(queue: TurnQueue) -> TurnQueue:
        def put(turn: Turn) -> None:
            try:
                queue.put(turn)
            except Retryable:
                return

        return cast("TurnQueue", Instead(queue, put=put))

    return Build(queue=quiet)


def leave_the_apology_out() -> Build:
    """A turn is given up and nobody is told."""

    def planted(receipt: Receipt, desk: Desk) -> bool:
        served = desk.served[receipt.turn.address.installation]
        left_out: set[int] = set()

        def quarantine(held: Held, *, lines: Sequence[Line], **rest: Any) -> None:  # noqa: ANN401 - handed on
            left_out.add(lines[-1].seq)
            desk.conversations.quarantine(held, lines=lines[:-1], **rest)

        def deliver(address: Address, lines: Sequence[Line]) -> None:
            served.outbound.deliver(address, [line for line in lines if line.seq not in left_out])

        silent = cast("Outbound", Instead(served.outbound, deliver=deliver))
        return settle(receipt, desk=_with(desk, receipt, outbound=silent, quarantine=quarantine))

    return Build(settle=planted)


def take_seq_outside_the_transaction() -> Build:
    """Numbers come from a counter of their own, two at a time, and are gone when the turn fails."""
    counters: dict[str, int] = defaultdict(lambda: 1)

    def planted(receipt: Receipt, desk: Desk) -> bool:
        key = conversation_key(receipt.turn.address)

        def recall(held: Held) -> Memory:
            memory = desk.conversations.recall(held)
            first = max(counters[key], memory.next_seq)
            counters[key] = first + 2
            return replace(memory, next_seq=first)

        return settle(receipt, desk=_with(desk, receipt, recall=recall))

    def fresh(world: World, *, lines_s: int) -> MemoryConversations:
        counters.clear()
        return MemoryConversations(world, lines_s=lines_s)

    return Build(settle=planted, stores=fresh)


def act_under_another_key_each_time() -> Build:
    """The idempotency key changes with every showing, so a repeat acts again."""
    numbers = count()
    return Build(booking_key=lambda errand: digest(errand.key, str(next(numbers))))


def answer_to_everybody() -> Build:
    """The lines of one chat go to the one that spoke before."""
    last: dict[str, Address] = {}

    def planted(receipt: Receipt, desk: Desk) -> bool:
        served = desk.served[receipt.turn.address.installation]

        def deliver(address: Address, lines: Sequence[Line]) -> None:
            served.outbound.deliver(last.get(address.installation, address), lines)
            last[address.installation] = address

        astray = cast("Outbound", Instead(served.outbound, deliver=deliver))
        return settle(receipt, desk=_with(desk, receipt, outbound=astray))

    return Build(settle=planted)


def forget_to_hand_back_and_say_done() -> Build:
    """Whatever comes of a turn, the queue may forget it."""
    return Build(settle=lambda receipt, desk: settle(receipt, desk=desk) or True)


class Unversioned(MemoryConversations):
    """Writes to a conversation whatever happened to it since it was read."""

    def commit(self, held: Held, *, memory: Memory, lines: Sequence[Line], session: Session | None) -> None:
        """See ``Conversations``."""
        super().commit(held, memory=self._fresh(held, memory), lines=lines, session=session)

    def quarantine(
        self, held: Held, *, memory: Memory, lines: Sequence[Line], number: str, reason: str
    ) -> None:
        """See ``Conversations``."""
        fresh = self._fresh(held, memory)
        super().quarantine(held, memory=fresh, lines=lines, number=number, reason=reason)

    def _fresh(self, held: Held, memory: Memory) -> Memory:
        return replace(memory, version=self.rooms[conversation_key(held.turn.address)].version)


def no_version_condition() -> Build:
    """Two workers on one conversation write over each other."""
    return Build(stores=Unversioned)


def never_restore() -> Build:
    """The engine's own memory is counted on whatever became of the turns it heard."""

    def planted(receipt: Receipt, desk: Desk) -> bool:
        engine = desk.served[receipt.turn.address.installation].engine

        def converse(turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
            del restore
            return engine.converse(turn, session=session, envelope=envelope, restore=False)

        forgetful = cast("Engine", Instead(engine, converse=converse))
        return settle(receipt, desk=_with(desk, receipt, engine=forgetful))

    return Build(settle=planted)


def _with(
    desk: Desk,
    receipt: Receipt,
    *,
    outbound: Outbound | None = None,
    engine: Engine | None = None,
    **methods: Callable[..., Any],
) -> Desk:
    installation = receipt.turn.address.installation
    served = desk.served[installation]
    changed = replace(served, outbound=outbound or served.outbound, engine=engine or served.engine)
    conversations = cast("Conversations", Instead(desk.conversations, **methods))
    return replace(desk, served={**desk.served, installation: changed}, conversations=conversations)


def _nothing(*_args: object, **_kwargs: object) -> None:
    return None
