"""The FIFO queue with its dead letters, and the Lambda that is called for every message.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bench.history import Dead, Queued, Showing, group_of, key_of
from lambdas.domain.errors import Retryable
from lambdas.domain.keys import turn_key
from lambdas.domain.receipt import Receipt
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.simulation.world import Process, World

WINDOW_S: Final = 300.0
VISIBILITY_S: Final = 14.0
FUNCTION_S: Final = 10.0
RECEIVES: Final = 4
WORKERS: Final = 4
BREATH_S: Final = 0.25


@dataclass(kw_only=True)
class Message:
    """One message; ``handle`` is that of its last showing."""

    body: str
    visible_at_s: float
    received: int = 0
    handle: str = ""


@dataclass(kw_only=True)
class Group:
    """A conversation's messages in order; only the first is ever shown."""

    messages: list[Message] = field(default_factory=list)


class TurnsFifo:
    """See ``TurnQueue`` and ``Redelivery``; ``settle`` is called for every showing."""

    def __init__(self, *, world: World, settle: Callable[[Receipt], bool]) -> None:
        self._world, self._settle = world, settle
        self._seen: dict[str, float] = {}
        self.groups: dict[str, Group] = {}
        self.dead: list[Message] = []

    def put(self, turn: Turn) -> None:
        """See ``TurnQueue``."""
        self._world.call("turns.put", lambda: self._store(turn))

    def hand_back(self, handle: str, *, after_s: int) -> None:
        """See ``Redelivery``; a failure is nobody's business."""
        try:
            self._world.call("turns.hand_back", lambda: self._hide(handle, after_s))
        except Retryable:
            return

    def redrive(self) -> None:
        """Put every dead letter at the end of its conversation again."""
        dead, self.dead = self.dead, []
        for message in dead:
            self._append(decode_turn(message.body))

    def waiting(self) -> int:
        """How many messages there are."""
        return sum(len(group.messages) for group in self.groups.values())

    def _store(self, turn: Turn) -> None:
        key, now_s = str(turn_key(turn)), self._world.now_s
        if key in self._seen and now_s - self._seen[key] < WINDOW_S:
            return
        self._seen[key] = now_s
        self._world.history.add(Queued(at_s=now_s, conversation=group_of(turn), turn=key_of(turn)))
        self._append(turn)

    def _append(self, turn: Turn) -> None:
        group = self.groups.setdefault(group_of(turn), Group())
        group.messages.append(Message(body=encode_turn(turn), visible_at_s=self._world.now_s))
        self._poll(group, 0.01)

    def _hide(self, handle: str, after_s: int) -> None:
        for group in self.groups.values():
            for message in group.messages:
                if message.handle == handle and message.visible_at_s > self._world.now_s:
                    message.visible_at_s = self._world.now_s + after_s
                    self._poll(group, after_s)

    def _poll(self, group: Group, after_s: float) -> None:
        self._world.after(after_s, lambda: self._show_first(group))

    def _show_first(self, group: Group) -> None:
        if not group.messages or group.messages[0].visible_at_s > self._world.now_s:
            return
        if self._world.busy >= WORKERS:
            self._poll(group, BREATH_S)
            return
        message = group.messages[0]
        if message.received >= RECEIVES:
            self._bury(group, message)
            return
        message.received += 1
        message.handle = f"h{self._world.number()}"
        message.visible_at_s = self._world.now_s + VISIBILITY_S
        self._poll(group, VISIBILITY_S)
        self._invoke(group, message)

    def _invoke(self, group: Group, message: Message) -> None:
        turn, handle, received = decode_turn(message.body), message.handle, message.received
        deadline_s = self._world.now_s + FUNCTION_S
        process = Process(conversation=group_of(turn), turn=key_of(turn), deadline_s=deadline_s)
        receipt = Receipt(
            turn=turn,
            handle=handle,
            received=received,
            worker=f"w{self._world.number()}",
            deadline=self._world.now() + timedelta(seconds=FUNCTION_S),
        )
        outcomes: list[bool] = []

        def work() -> None:
            outcomes.append(self._settle(receipt))
            if outcomes[0]:
                self._delete(group, message, handle)

        self._world.run_as(process, work)
        outcome = {(): "killed", (True,): "settled", (False,): "handed back"}[tuple(outcomes)]
        self._world.history.add(
            Showing(
                at_s=self._world.now_s,
                conversation=process.conversation,
                turn=process.turn,
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
        turn = decode_turn(message.body)
        self._world.history.add(Dead(at_s=self._world.now_s, conversation=group_of(turn), turn=key_of(turn)))
        self._poll(group, 0.01)
