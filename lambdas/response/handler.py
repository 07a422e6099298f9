"""Entry point of response: one queued turn an invocation."""

from typing import Any

from lambdas.response.batch import Context, settle_batch
from lambdas.response.wiring import wire

desk = wire()


def handle(event: dict[str, Any], context: Context) -> dict[str, Any]:
    """Settle what the queue hands over."""
    return settle_batch(event["Records"], context, desk=desk)
