"""The standard queue before the FIFO one: a delay a message, at least once, in no order.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
"""

from typing import Final

from bench.history import group_of, key_of
from lambdas.domain.ports import TurnQueue
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.request.later import bring
from tests.simulation.world import Process, World

VISIBILITY_S: Final = 30.0
REQUEST_S: Final = 5.0
TWICE: Final = 0.1


class SimLater:
    """See ``Later``; ``queue`` is where request puts the turns whose time has come."""

    def __init__(self, *, world: World, queue: TurnQueue) -> None:
        self._world, self._queue = world, queue
        self.waiting = 0

    def put(self, turn: Turn, *, after_s: int) -> None:
        """See ``Later``."""
        self._world.call("later.put", lambda: self._store(turn, after_s))

    def _store(self, turn: Turn, after_s: int) -> None:
        for _ in range(1 + (self._world.random.random() < TWICE)):
            self.waiting += 1
            self._world.after(after_s, lambda: self._show(turn))

    def _show(self, turn: Turn) -> None:
        """Call the consumer; what it does not take is shown again, for as long as it takes."""
        record = {"messageId": "m1", "body": encode_turn(turn), "eventSource": "aws:sqs"}
        failed: list[object] = [record]

        def work() -> None:
            failed[:] = bring([record], queue=self._queue)["batchItemFailures"]

        deadline_s = self._world.now_s + REQUEST_S
        self._world.run_as(
            Process(conversation=group_of(turn), turn=key_of(turn), deadline_s=deadline_s), work
        )
        if failed:
            self._world.after(VISIBILITY_S, lambda: self._show(turn))
        else:
            self.waiting -= 1
