"""Take a delivery in: verified, made into turns, queued."""

from collections.abc import Sequence

from lambdas.domain.ports import Inbound, TurnQueue
from lambdas.domain.turn import Delivery, Turn


def accept(delivery: Delivery, *, channel: Inbound, queue: TurnQueue) -> Sequence[Turn]:
    """Queue every turn of a delivery, in order, and return them; the caller may then say 2xx.

    None are returned for a delivery of a kind we do not handle. Raises ``Refused`` when it is forged or
    unreadable (nothing is queued then), or ``Retryable`` (a repeat of the delivery queues nothing twice).
    """
    channel.verify(delivery)
    turns = channel.parse(delivery)
    for turn in turns:
        queue.put(turn)
    return turns
