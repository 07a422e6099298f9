"""The queue of turns: SQS FIFO, in order per conversation.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html,
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
"""

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from lambdas.domain.errors import Retryable
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient
    from types_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

log = logging.getLogger(__name__)

BATCH: Final = 10
BATCH_BYTES: Final = 200_000
"""What a batch may hold together is 256 KiB; its bodies are ASCII."""


class SqsTurnQueue:
    """Puts turns, a group a conversation: one in one call, more by tens."""

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

    def put_all(self, turns: Sequence[Turn]) -> None:
        """See ``TurnQueue``; nothing is queued after a batch of which the queue refused something."""
        if len(turns) == 1:
            self.put(turns[0])
            return
        for batch in _batches([_entry(turn, place) for place, turn in enumerate(turns)]):
            with failing_as(Retryable, doing="queueing turns"):
                answer = self._client.send_message_batch(QueueUrl=self._url, Entries=list(batch))
            if refused := answer.get("Failed"):
                raise Retryable(f"queueing {len(refused)} of {len(batch)} turns failed: {refused[0]['Code']}")


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


def _entry(turn: Turn, place: int) -> "SendMessageBatchRequestEntryTypeDef":
    return {
        "Id": str(place),
        "MessageBody": encode_turn(turn),
        "MessageGroupId": conversation_key(turn.address),
        "MessageDeduplicationId": turn_key(turn),
    }


def _batches(
    entries: Sequence["SendMessageBatchRequestEntryTypeDef"],
) -> Iterator[Sequence["SendMessageBatchRequestEntryTypeDef"]]:
    """The entries in order, as many at once as the queue takes."""
    batch: list[SendMessageBatchRequestEntryTypeDef] = []
    held = 0
    for entry in entries:
        size = len(entry["MessageBody"])
        if batch and (len(batch) == BATCH or held + size > BATCH_BYTES):
            yield batch
            batch, held = [], 0
        batch.append(entry)
        held += size
    if batch:
        yield batch
