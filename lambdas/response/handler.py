"""Entry point of response: one queued turn an invocation."""

import logging
from datetime import timedelta
from typing import Any, Protocol

from lambdas.domain.errors import Refused
from lambdas.domain.receipt import Receipt
from lambdas.domain.turn_json import decode_turn
from lambdas.flows.settle import settle
from lambdas.kit.clock import SystemClock
from lambdas.response.wiring import wire

log = logging.getLogger(__name__)
desk = wire()


class Context(Protocol):
    """What the runtime tells an invocation of itself."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        """Until this invocation is cut off."""
        ...


def handle(event: dict[str, Any], context: Context) -> dict[str, Any]:
    """Settle the messages of one batch; those to be shown again are named.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    failed = [record["messageId"] for record in event["Records"] if not _settled(record, context)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _settled(record: dict[str, Any], context: Context) -> bool:
    try:
        receipt = to_receipt(record, context)
    except Refused:
        # Nobody to answer: it goes on to the dead letters, where an operator finds it.
        log.exception("queue body not readable", extra={"message_id": record["messageId"]})
        return False
    settled = settle(receipt, desk=desk)
    log.info("turn settled", extra={"event": receipt.turn.event, "settled": settled})
    return settled


def to_receipt(record: dict[str, Any], context: Context) -> Receipt:
    """One SQS record as a receipt; raises ``Refused`` when its body is no turn."""
    remaining = timedelta(milliseconds=context.get_remaining_time_in_millis())
    return Receipt(
        turn=decode_turn(record["body"]),
        handle=record["receiptHandle"],
        received=int(record["attributes"]["ApproximateReceiveCount"]),
        worker=context.aws_request_id,
        deadline=SystemClock().now() + remaining,
    )
