"""Internal turns whose time has come, put on the queue of turns; no other turn comes in by this door."""

import logging
from collections.abc import Iterable
from typing import Any

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ports import TurnQueue
from lambdas.domain.turn import Kind, Noticed, Turn
from lambdas.domain.turn_json import decode_turn

log = logging.getLogger(__name__)


def bring(records: Iterable[dict[str, Any]], *, queue: TurnQueue) -> dict[str, Any]:
    """Queue the turn of every message; those not queued are named, and are shown again until they are dead.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    failed = [record["messageId"] for record in records if not _queued(record, queue)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _queued(record: dict[str, Any], queue: TurnQueue) -> bool:
    try:
        turn = to_internal_turn(record)
        queue.put(turn)
    except Refused as refusal:
        log.exception("message refused", extra={"message_id": record["messageId"], "code": refusal.code})
        return False
    except Retryable:
        log.exception("internal turn not queued", extra={"message_id": record["messageId"]})
        return False
    log.info("internal turn queued", extra={"event": turn.event})
    return True


def to_internal_turn(record: dict[str, Any]) -> Turn:
    """The turn of one SQS record; raises ``Refused`` for what is none, or says to come from outside."""
    if record.get("eventSource") != "aws:sqs":
        raise Refused("not a message of a queue", code="forged")
    turn = decode_turn(record["body"])
    if turn.kind is not Kind.INTERNAL or not isinstance(turn.content, Noticed):
        raise Refused("not an internal turn", code="forged")
    return turn
