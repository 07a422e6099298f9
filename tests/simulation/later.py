"""The standard queue before the FIFO one: a delay a message, at least once, in no order.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from bench.history import group_of, key_of
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn, encode_turn
from stacks import numbers
from tests.simulation.world import Process, World

TWICE: Final = 0.1
Bring = Callable[[Sequence[dict[str, Any]]], dict[str, Any]]


class SimLater:
    """See ``Later``; ``bring`` is called with turns whose time has come, ``dead`` has those never taken."""

    def __init__(self, *, world: World, bring: Bring) -> None:
        self._world, self._bring = world, bring
        self.waiting = 0
        self.dead: list[str] = []

    def put(self, turn: Turn, *, after_s: int) -> None:
        """See ``Later``."""
        self._world.call("later.put", lambda: self.take(encode_turn(turn), after_s=after_s))

    def redrive(self) -> None:
        """Show every dead letter again."""
        dead, self.dead = self.dead, []
        for body in dead:
            self.take(body, after_s=0)

    def take(self, body: str, *, after_s: int) -> None:
        """Take a message, and show it when its time has come; now and then twice."""
        for _ in range(1 + (self._world.random.random() < TWICE)):
            self.waiting += 1
            self._world.after(after_s, lambda: self._show(body, received=1))

    def _show(self, body: str, *, received: int) -> None:
        """Call the consumer; what it does not take is shown again, until it was shown too often."""
        record = {"messageId": "m1", "body": body, "eventSource": "aws:sqs"}
        turn = decode_turn(body)
        failed: list[object] = [record]

        def work() -> None:
            failed[:] = self._bring([record])["batchItemFailures"]

        deadline_s = self._world.now_s + numbers.REQUEST_S
        process = Process(conversation=group_of(turn), turn=key_of(turn), deadline_s=deadline_s)
        self._world.run_as(process, work)
        if failed and received < numbers.LATER_RECEIVE_LIMIT:
            following = received + 1
            self._world.after(numbers.LATER_VISIBILITY_S, lambda: self._show(body, received=following))
            return
        self.waiting -= 1
        if failed:
            self.dead.append(body)
