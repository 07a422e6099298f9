"""The standard queue before the FIFO one: a delay a message, at least once, in no order.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
"""

from typing import Final

from bench.history import group_of, key_of
from lambdas.domain.ports import TurnQueue
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.request.later import bring
from stacks import stage as numbers
from tests.simulation.world import Process, World

TWICE: Final = 0.1


class SimLater:
    """See ``Later``; ``queue`` is where turns go whose time has come, ``dead`` has those it never took."""

    def __init__(self, *, world: World, queue: TurnQueue) -> None:
        self._world, self._queue = world, queue
        self.waiting = 0
        self.dead: list[Turn] = []

    def put(self, turn: Turn, *, after_s: int) -> None:
        """See ``Later``."""
        self._world.call("later.put", lambda: self.store(turn, after_s))

    def redrive(self) -> None:
        """Show every dead letter again."""
        dead, self.dead = self.dead, []
        for turn in dead:
            self.store(turn, 0)

    def store(self, turn: Turn, after_s: int) -> None:
        """Take a turn, and show it when its time has come; now and then twice."""
        for _ in range(1 + (self._world.random.random() < TWICE)):
            self.waiting += 1
            self._world.after(after_s, lambda: self._show(turn, received=1))

    def _show(self, turn: Turn, *, received: int) -> None:
        """Call the consumer; what it does not take is shown again, until it was shown too often."""
        record = {"messageId": "m1", "body": encode_turn(turn), "eventSource": "aws:sqs"}
        failed: list[object] = [record]

        def work() -> None:
            failed[:] = bring([record], queue=self._queue)["batchItemFailures"]

        deadline_s = self._world.now_s + numbers.REQUEST_S
        self._world.run_as(
            Process(conversation=group_of(turn), turn=key_of(turn), deadline_s=deadline_s), work
        )
        if failed and received < numbers.LATER_RECEIVE_LIMIT:
            following = received + 1
            self._world.after(numbers.LATER_VISIBILITY_S, lambda: self._show(turn, received=following))
            return
        self.waiting -= 1
        if failed:
            self.dead.append(turn)
