"""The FIFO queue with its dead letters, and the Lambda that is called with its messages.

Its numbers are those that are deployed.
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bench.history import Dead, Queued, Showing, group_of, key_of
from lambdas.domain.errors import Retryable
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn, encode_turn
from stacks import numbers
from tests.simulation.world import Process, World

WINDOW_S: Final = 300.0
BREATH_S: Final = 0.25


@dataclass(kw_only=True)
class Message:
    """One message; ``handle`` is that of its last showing."""

    body: str
    visible_at_s: float
    received: int = 0
    handle: str = ""

    @property
    def turn(self) -> Turn:
        """What it carries."""
        return decode_turn(self.body)


@dataclass(kw_only=True)
class Group:
    """A conversation's messages in order; none is shown while one before it is in somebody's hands."""

    messages: list[Message] = field(default_factory=list)


@dataclass(kw_only=True)
class Invocation:
    """What the runtime tells an invocation of itself."""

    aws_request_id: str
    ends_at_s: float
    world: World

    def get_remaining_time_in_millis(self) -> int:
        """See ``Context``."""
        return round((self.ends_at_s - self.world.now_s) * 1000)


Handle = Callable[[Sequence[dict[str, Any]], Invocation], dict[str, Any]]


class TurnsFifo:
    """See ``TurnQueue`` and ``Redelivery``; ``handle`` is called with every batch, of ``batch`` at most.

    workers: how many are called at once.
    """

    def __init__(self, *, world: World, handle: Handle, batch: int, workers: int) -> None:
        self._world, self._handle, self._batch, self._workers = world, handle, batch, workers
        self._seen: dict[str, float] = {}
        self._working = 0
        self.groups: dict[str, Group] = {}
        self.dead: list[Message] = []

    def put(self, turn: Turn) -> None:
        """See ``TurnQueue``."""
        group, key = conversation_key(turn.address), turn_key(turn)
        self._world.call("turns.put", lambda: self.take(encode_turn(turn), group=group, key=key))

    def put_all(self, turns: Sequence[Turn]) -> None:
        """See ``TurnQueue``; one call of the queue each, so that each may fail."""
        for turn in turns:
            self.put(turn)

    def hand_back(self, handle: str, *, after_s: int) -> None:
        """See ``Redelivery``; a failure is nobody's business."""
        try:
            self._world.call("turns.hand_back", lambda: self.hide(handle, after_s))
        except Retryable:
            return

    def redrive(self) -> None:
        """Put every dead letter at the end of its conversation again."""
        dead, self.dead = self.dead, []
        for message in dead:
            self._append(message.body, conversation_key(message.turn.address))

    def waiting(self) -> int:
        """How many messages there are."""
        return sum(len(group.messages) for group in self.groups.values())

    def take(self, body: str, *, group: str, key: str) -> None:
        """Take a message, unless one of its key came within the last five minutes."""
        now_s = self._world.now_s
        if key in self._seen and now_s - self._seen[key] < WINDOW_S:
            return
        self._seen[key] = now_s
        turn = decode_turn(body)
        self._world.history.add(Queued(at_s=now_s, conversation=group_of(turn), turn=key_of(turn)))
        self._append(body, group)

    def hide(self, handle: str, after_s: int) -> None:
        """Show a message that is in somebody's hands again after so long."""
        for group in self.groups.values():
            for message in group.messages:
                if message.handle == handle and message.visible_at_s > self._world.now_s:
                    message.visible_at_s = self._world.now_s + after_s
                    self._poll(group, after_s)

    def _append(self, body: str, name: str) -> None:
        group = self.groups.setdefault(name, Group())
        group.messages.append(Message(body=body, visible_at_s=self._world.now_s))
        self._poll(group, 0.01)

    def _poll(self, group: Group, after_s: float) -> None:
        self._world.after(after_s, lambda: self._show(group))

    def _show(self, group: Group) -> None:
        if self._working >= self._workers:
            self._poll(group, BREATH_S)
            return
        shown = self._next_batch(group)
        if shown:
            self._poll(group, numbers.VISIBILITY_S)
            self._invoke(group, shown)

    def _next_batch(self, group: Group) -> Sequence[Message]:
        """The messages to be shown now; what was shown too often goes to the dead letters instead."""
        now_s = self._world.now_s
        if any(message.visible_at_s > now_s for message in group.messages):
            return ()
        while group.messages and group.messages[0].received >= numbers.RECEIVE_LIMIT:
            self._bury(group, group.messages[0])
        shown = group.messages[: self._batch]
        for message in shown:
            message.received += 1
            message.handle = f"h{self._world.number()}"
            message.visible_at_s = now_s + numbers.VISIBILITY_S
        return shown

    def _invoke(self, group: Group, shown: Sequence[Message]) -> None:
        world, first = self._world, shown[0].turn
        invocation = Invocation(
            aws_request_id=f"w{world.number()}", ends_at_s=world.now_s + numbers.RESPONSE_S, world=world
        )
        records = [_record(message) for message in shown]
        failed: set[str] = set()

        def work() -> None:
            failed.update(record["messageId"] for record in records)
            answer = self._handle(records, invocation)["batchItemFailures"]
            failed.clear()
            failed.update(named["itemIdentifier"] for named in answer)
            for message, record in zip(shown, records, strict=True):
                if record["messageId"] not in failed:
                    self._delete(group, message, record["receiptHandle"])

        self._working += 1
        process = Process(conversation=group_of(first), turn=key_of(first), deadline_s=invocation.ends_at_s)
        lived = world.run_as(process, work)
        self._working -= 1
        for message, record in zip(shown, records, strict=True):
            back = "handed back" if record["messageId"] in failed else "settled"
            self._note(message.turn, record, back if lived else "killed")

    def _note(self, turn: Turn, record: dict[str, Any], outcome: str) -> None:
        received = int(record["attributes"]["ApproximateReceiveCount"])
        self._world.history.add(
            Showing(
                at_s=self._world.now_s,
                conversation=group_of(turn),
                turn=key_of(turn),
                received=received,
                outcome=outcome,
            )
        )

    def _delete(self, group: Group, message: Message, handle: str) -> None:
        def forget() -> None:
            if message.handle == handle and message in group.messages:
                group.messages.remove(message)
                self._poll(group, 0.01)

        try:
            self._world.call("turns.delete", forget)
        except Retryable:
            return

    def _bury(self, group: Group, message: Message) -> None:
        group.messages.remove(message)
        self.dead.append(message)
        turn = message.turn
        self._world.history.add(Dead(at_s=self._world.now_s, conversation=group_of(turn), turn=key_of(turn)))


def _record(message: Message) -> dict[str, Any]:
    """A message as Lambda hands it over."""
    return {
        "messageId": message.handle,
        "receiptHandle": message.handle,
        "body": message.body,
        "attributes": {"ApproximateReceiveCount": str(message.received)},
    }
