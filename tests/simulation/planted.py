"""Faults planted in our own code, each by exchanging one collaborator; every one must be found."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any, cast

from lambdas.domain.account import AccountChange
from lambdas.domain.conversation import Begun, Held, Line, Memory, Session, Understanding
from lambdas.domain.errors import Retryable, Untouched
from lambdas.domain.ids import InstallationId
from lambdas.domain.keeping import Conversations
from lambdas.domain.keys import conversation_key, digest
from lambdas.domain.ports import Engine, Outbound, Seen, TurnQueue
from lambdas.domain.turn import Address, Turn
from lambdas.flows.desk import Desk, Served
from lambdas.response.batch import settle_batch
from tests.fakes.channel import nobody
from tests.fakes.conversations import MemoryConversations
from tests.simulation.limits import FREE
from tests.simulation.platform import Build
from tests.simulation.ports import in_memory
from tests.simulation.turns_fifo import WINDOW_S, Invocation
from tests.simulation.world import World


class Instead:
    """A collaborator of which some methods were exchanged."""

    def __init__(self, port: object, **methods: Callable[..., Any]) -> None:
        self._port, self._methods = port, methods

    def __getattr__(self, name: str) -> object:
        """The exchanged method, or else the port's own."""
        return self._methods.get(name) or getattr(self._port, name)


def batch_of_ten() -> Build:
    """An invocation is handed ten turns."""
    return Build(batch=10)


def send_before_persist() -> Build:
    """The lines go out, and only then are they kept."""

    def planted(desk: Desk) -> Desk:
        def early(held: Held, lines: Sequence[Line]) -> None:
            desk.served[held.turn.address.installation].outbound.deliver(
                held.turn.address, lines, seen=nobody
            )

        def commit(held: Held, *, lines: Sequence[Line], **rest: Any) -> None:  # noqa: ANN401 - handed on
            early(held, lines)
            desk.conversations.commit(held, lines=lines, **rest)

        def quarantine(held: Held, *, lines: Sequence[Line], **rest: Any) -> None:  # noqa: ANN401 - the same
            early(held, lines)
            desk.conversations.quarantine(held, lines=lines, **rest)

        def muted(served: Served) -> Served:
            return replace(served, outbound=cast("Outbound", Instead(served.outbound, deliver=_nothing)))

        return exchanged(desk, served=muted, commit=commit, quarantine=quarantine)

    return on_the_desk(planted)


def no_sent_mark() -> Build:
    """Nobody writes down that a line went out."""
    return replace(on_the_desk(lambda desk: exchanged(desk, mark=_nothing)), limits=FREE)


def forget_how_far_a_line_came() -> Build:
    """Nobody writes down that a line was begun."""
    return _noted_as(lambda _begun: None)


def forget_what_is_shown_of_a_message() -> Build:
    """Of a message that takes several calls nobody writes down how many were made."""
    return _noted_as(lambda line: replace(line, begun=Begun(messages=line.begun.messages)))


def write_down_only_what_is_whole() -> Build:
    """Lines are marked when all of them went out, and none before."""

    def hasty(served: Served) -> Served:
        def deliver(address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
            del seen
            served.outbound.deliver(address, lines, seen=nobody)

        return replace(served, outbound=cast("Outbound", Instead(served.outbound, deliver=deliver)))

    return replace(on_the_desk(lambda desk: exchanged(desk, served=hasty)), limits=FREE)


def deduplicate_only_by_the_queue() -> Build:
    """The inbox knows a turn no longer than the queue does."""

    def forgetful(world: World, *, inbox_s: int, lines_s: int, **_longer: object) -> MemoryConversations:
        return MemoryConversations(world, inbox_s=min(inbox_s, int(WINDOW_S)), lines_s=lines_s)

    return Build(ports=partial(in_memory, keep=forgetful))


def swallow_an_enqueue_error() -> Build:
    """The sender is told that all is well whatever the queue says."""

    def quiet(queue: TurnQueue) -> TurnQueue:
        def put(turn: Turn) -> None:
            try:
                queue.put(turn)
            except Retryable:
                return

        def put_all(turns: Sequence[Turn]) -> None:
            for turn in turns:
                put(turn)

        return cast("TurnQueue", Instead(queue, put=put, put_all=put_all))

    return Build(queue=quiet)


def leave_the_apology_out() -> Build:
    """A turn is given up and nobody is told."""

    def planted(desk: Desk) -> Desk:
        left_out: set[int] = set()

        def quarantine(held: Held, *, lines: Sequence[Line], **rest: Any) -> None:  # noqa: ANN401 - handed on
            left_out.add(lines[-1].seq)
            desk.conversations.quarantine(held, lines=lines[:-1], **rest)

        def silent(served: Served) -> Served:
            def deliver(address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
                told = [line for line in lines if line.seq not in left_out]
                served.outbound.deliver(address, told, seen=seen)

            return replace(served, outbound=cast("Outbound", Instead(served.outbound, deliver=deliver)))

        return exchanged(desk, served=silent, quarantine=quarantine)

    return on_the_desk(planted)


def take_seq_outside_the_transaction() -> Build:
    """Numbers come from a counter of their own, two at a time, and are gone when the turn fails."""
    counters: dict[str, int] = defaultdict(lambda: 1)

    def planted(desk: Desk) -> Desk:
        def recall(held: Held) -> Memory:
            key, memory = conversation_key(held.turn.address), desk.conversations.recall(held)
            first = max(counters[key], memory.next_seq)
            counters[key] = first + 2
            return replace(memory, next_seq=first)

        return exchanged(desk, recall=recall)

    def fresh(world: World, **kept: Any) -> MemoryConversations:  # noqa: ANN401 - handed on
        counters.clear()
        return MemoryConversations(world, **kept)

    return replace(on_the_desk(planted), ports=partial(in_memory, keep=fresh))


def act_under_another_key_each_time() -> Build:
    """The idempotency key changes with every showing, so a repeat acts again."""
    numbers = count()
    return Build(booking_key=lambda errand: digest(errand.key, str(next(numbers))))


def answer_to_everybody() -> Build:
    """The lines of one chat go to the one that spoke before."""
    last: dict[InstallationId, Address] = {}

    def astray(served: Served) -> Served:
        def deliver(address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
            served.outbound.deliver(last.get(address.installation, address), lines, seen=seen)
            last[address.installation] = address

        return replace(served, outbound=cast("Outbound", Instead(served.outbound, deliver=deliver)))

    return on_the_desk(lambda desk: exchanged(desk, served=astray))


def say_done_whatever_came_of_it() -> Build:
    """The queue may forget every turn."""

    def planted(records: Sequence[dict[str, Any]], invocation: Invocation, desk: Desk) -> dict[str, Any]:
        settle_batch(records, invocation, desk=desk)
        return {"batchItemFailures": []}

    return Build(handle=planted)


class Unversioned(MemoryConversations):
    """Writes to a conversation whatever happened to it since it was read."""

    def commit(
        self,
        held: Held,
        *,
        memory: Memory,
        lines: Sequence[Line],
        session: Session | None,
        account: AccountChange | None = None,
    ) -> None:
        """See ``Conversations``."""
        fresh = self._fresh(held, memory)
        super().commit(held, memory=fresh, lines=lines, session=session, account=account)

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
    return Build(ports=partial(in_memory, keep=Unversioned))


def never_restore() -> Build:
    """The engine's own memory is counted on whatever became of the turns it heard."""

    return on_the_desk(lambda desk: exchanged(desk, served=_with_engines(_counted_on)))


def forget_what_an_aside_came_into() -> Build:
    """The question is asked again, and the engine does not know which form it is of."""

    def forgetful(engine: Engine) -> Engine:
        return cast("Engine", Instead(engine, resumed=lambda _state, *, after: after))

    return on_the_desk(lambda desk: exchanged(desk, served=_with_engines(forgetful)))


def ask_the_second_after_a_lost_answer() -> Build:
    """Whatever an engine did not answer, it is said not to have heard."""

    def hasty(engine: Engine) -> Engine:
        def converse(turn: Turn, **given: Any) -> Understanding:  # noqa: ANN401 - handed on
            try:
                return engine.converse(turn, **given)
            except Retryable as failure:
                raise Untouched(str(failure)) from failure

        return cast("Engine", Instead(engine, converse=converse))

    return replace(on_the_desk(lambda desk: exchanged(desk, served=_with_engines(hasty))), second=True)


def forget_who_was_asked() -> Build:
    """Nobody writes down that the second engine was asked."""
    return replace(on_the_desk(lambda desk: exchanged(desk, divert=_nothing)), second=True)


def _with_engines(change: Callable[[Engine], Engine]) -> Callable[[Served], Served]:
    def changed(served: Served) -> Served:
        engines = {locale: tuple(map(change, engines)) for locale, engines in served.engines.items()}
        return replace(served, engines=engines)

    return changed


def _counted_on(engine: Engine) -> Engine:
    def converse(turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        del restore
        return engine.converse(turn, session=session, envelope=envelope, restore=False)

    return cast("Engine", Instead(engine, converse=converse))


def _noted_as(change: Callable[[Line], Line | None]) -> Build:
    """What is written down of a line that was begun."""

    def planted(desk: Desk) -> Desk:
        def mark(turn: Turn, lines: Sequence[Line], *, settled: bool, begun: Line | None = None) -> None:
            noted = None if begun is None else change(begun)
            desk.conversations.mark(turn, lines, settled=settled, begun=noted)

        return exchanged(desk, mark=mark)

    return replace(on_the_desk(planted), limits=FREE, long=12_000)


def on_the_desk(plant: Callable[[Desk], Desk]) -> Build:
    """Every invocation gets a desk on which something was exchanged."""
    return Build(handle=lambda records, invocation, desk: settle_batch(records, invocation, desk=plant(desk)))


def exchanged(
    desk: Desk, *, served: Callable[[Served], Served] | None = None, **methods: Callable[..., Any]
) -> Desk:
    changed = {name: served(each) if served else each for name, each in desk.served.items()}
    return replace(
        desk, served=changed, conversations=cast("Conversations", Instead(desk.conversations, **methods))
    )


def _nothing(*_args: object, **_kwargs: object) -> None:
    return None
