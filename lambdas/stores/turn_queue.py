"""The queue of turns: SQS FIFO, in order per conversation.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
"""

import logging
from typing import TYPE_CHECKING

from lambdas.domain.errors import Retryable
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

log = logging.getLogger(__name__)


class SqsTurnQueue:
    """Puts turns, a group a conversation; one call each."""

    def __init__(self, *, url: str, client: "SQSClient") -> None:
        self._url, self._client = url, client

    def put(self, turn: Turn) -> None:
        """See ``TurnQueue``."""
        with failing_as(Retryable, doing="queueing a turn"):
            self._client.send_message(
                QueueUrl=self._url,
                MessageBody=encode_turn(turn),
                MessageGroupId=conversation_key(turn.address),
                MessageDeduplicationId=turn_key(turn),
            )


class SqsRedelivery:
    """Changes when a message that is in our hands is shown again."""

    def __init__(self, *, url: str, client: "SQSClient") -> None:
        self._url, self._client = url, client

    def hand_back(self, handle: str, *, after_s: int) -> None:
        """See ``Redelivery``."""
        try:
            with failing_as(Retryable, doing="handing a turn back"):
                self._client.change_message_visibility(
                    QueueUrl=self._url, ReceiptHandle=handle, VisibilityTimeout=after_s
                )
        except Retryable as failure:
            log.warning("turn not handed back early", extra={"reason": str(failure)})
