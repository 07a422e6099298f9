"""One batch of the queue of turns: each message settled by itself, and those to be shown again named."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from lambdas.domain.errors import Refused
from lambdas.domain.ports import Clock
from lambdas.domain.receipt import Receipt
from lambdas.domain.turn_json import decode_turn
from lambdas.flows.desk import Desk
from lambdas.flows.settle import settle

log = logging.getLogger(__name__)


class Context(Protocol):
    """What the runtime tells an invocation of itself."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        """Until this invocation is cut off."""
        ...


def settle_batch(records: Iterable[dict[str, Any]], context: Context, *, desk: Desk) -> dict[str, Any]:
    """Settle the messages of one batch; those to be shown again are named.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    failed = [record["messageId"] for record in records if not _settled(record, context, desk)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _settled(record: dict[str, Any], context: Context, desk: Desk) -> bool:
    try:
        receipt = to_receipt(record, context, clock=desk.clock)
    except Refused:
        # Nobody to answer: it goes on to the dead letters, where an operator finds it.
        log.exception("queue body not readable", extra={"message_id": record["messageId"]})
        return False
    settled = settle(receipt, desk=desk)
    log.info("turn settled", extra={"event": receipt.turn.event, "settled": settled})
    return settled


def to_receipt(record: dict[str, Any], context: Context, *, clock: Clock) -> Receipt:
    """One SQS record as a receipt; raises ``Refused`` when its body is no turn."""
    remaining = timedelta(milliseconds=context.get_remaining_time_in_millis())
    return Receipt(
        turn=decode_turn(record["body"]),
        handle=record["receiptHandle"],
        received=int(record["attributes"]["ApproximateReceiveCount"]),
        worker=context.aws_request_id,
        deadline=clock.now() + remaining,
    )
