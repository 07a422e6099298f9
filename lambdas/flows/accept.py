"""Take a delivery in: verified, made into turns, queued."""

from collections.abc import Sequence

from lambdas.domain.errors import ParleyError, Refused
from lambdas.domain.ports import Inbound, TurnQueue
from lambdas.domain.turn import Delivery, Turn


def accept(delivery: Delivery, *, channel: Inbound, queue: TurnQueue) -> Sequence[Turn]:
    """Queue every turn of a delivery, in order, and return them; the caller may then say 2xx.

    None are returned for a delivery of a kind we do not handle. Raises ``Refused`` when it is forged or
    unreadable (nothing is queued then), or ``Retryable`` (a repeat of the delivery queues nothing twice).
    """
    _verify(delivery, channel)
    turns = channel.parse(delivery)
    queue.put_all(turns)
    return turns


def _verify(delivery: Delivery, channel: Inbound) -> None:
    try:
        channel.verify(delivery)
    except ParleyError:
        raise
    except Exception as error:
        # Whatever a verifier trips over, nothing proves that this delivery is genuine.
        raise Refused(f"not verifiable: {type(error).__name__}", code="forged") from error
