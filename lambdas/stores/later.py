"""Where internal turns wait: a standard SQS queue, with a delay a message.

A FIFO queue knows no delay of a single message, so these turns wait here and come to it through request.
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
"""

from typing import TYPE_CHECKING

from lambdas.domain.errors import Retryable
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient


class SqsLater:
    """Puts turns that are shown to their consumer after a while; one call each."""

    def __init__(self, *, url: str, client: "SQSClient") -> None:
        self._url, self._client = url, client

    def put(self, turn: Turn, *, after_s: int) -> None:
        """See ``Later``."""
        with failing_as(Retryable, doing="queueing a turn for later"):
            self._client.send_message(QueueUrl=self._url, MessageBody=encode_turn(turn), DelaySeconds=after_s)
