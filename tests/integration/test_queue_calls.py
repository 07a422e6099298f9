"""What the queue is asked, and what its failures become."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import BotoCoreError

from lambdas.domain.errors import Retryable
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.turn_json import encode_turn
from lambdas.stores.later import SqsLater
from lambdas.stores.turn_queue import SqsRedelivery, SqsTurnQueue
from tests.aws import Aws
from tests.builders import a_turn, an_address
from tests.line_to_aws import UNREACHABLE, answering, broken, listening

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

HERE = conversation_key(an_address())


class RefusingQueue:
    """A queue that takes every batch but for its first turn."""

    def __init__(self) -> None:
        self.asked = 0

    def send_message_batch(self, **given: Any) -> Mapping[str, Any]:  # noqa: ANN401 (the client's own shape)
        """See boto3."""
        self.asked += 1
        first, *others = given["Entries"]
        refused = {"Id": first["Id"], "SenderFault": False, "Code": "InternalError"}
        return {"Successful": [{"Id": entry["Id"]} for entry in others], "Failed": [refused]}


def test_a_turn_is_queued_by_one_call_in_its_conversations_group(aws: Aws) -> None:
    turn = a_turn()
    with listening(aws.sqs) as calls:
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(turn)

    ((name, params),) = calls
    assert name == "SendMessage"
    assert params["MessageGroupId"] == HERE
    assert params["MessageDeduplicationId"] == turn_key(turn)


@pytest.mark.parametrize("failure", UNREACHABLE, ids=lambda failure: type(failure).__name__)
def test_a_queue_out_of_reach_is_retryable(aws: Aws, failure: BotoCoreError) -> None:
    with broken(aws.sqs, failure), pytest.raises(Retryable):
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())


@pytest.mark.parametrize(("status", "code"), [(400, "RequestThrottled"), (503, "ServiceUnavailable")])
def test_a_failure_of_the_queue_is_retryable(aws: Aws, status: int, code: str) -> None:
    with (
        answering(aws.sqs, status, code),
        pytest.raises(Retryable, match=f"^queueing a turn failed: {code}$"),
    ):
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())


def test_the_turns_of_a_delivery_are_queued_by_tens_in_order(aws: Aws) -> None:
    turns = [a_turn(event=f"e{number}") for number in range(21)]

    with listening(aws.sqs) as calls:
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put_all(turns)

    assert [(name, len(params["Entries"])) for name, params in calls] == [
        ("SendMessageBatch", 10),
        ("SendMessageBatch", 10),
        ("SendMessageBatch", 1),
    ]
    entries = [entry for _, params in calls for entry in params["Entries"]]
    assert [entry["MessageDeduplicationId"] for entry in entries] == [turn_key(turn) for turn in turns]
    assert {entry["MessageGroupId"] for entry in entries} == {HERE}


def test_turns_that_are_too_long_for_one_call_are_queued_by_more(aws: Aws) -> None:
    turns = [a_turn("\N{SMILING FACE WITH SUNGLASSES}" * 6_000, event=f"e{number}") for number in range(3)]

    with listening(aws.sqs) as calls:
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put_all(turns)

    assert [len(params["Entries"]) for _, params in calls] == [2, 1]


def test_a_batch_holds_so_many_bytes_and_not_one_more(aws: Aws) -> None:
    bare = len(encode_turn(a_turn("", event="e1")))
    sizes = [100_000, 100_000, 100_000, 100_000, 100_001, 100_000]
    turns = [a_turn("x" * (size - bare), event=f"e{number}") for number, size in enumerate(sizes)]

    with listening(aws.sqs) as calls:
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put_all(turns)

    assert [len(params["Entries"]) for _, params in calls] == [2, 2, 1, 1]


def test_a_turn_that_the_queue_refused_is_retryable_and_nothing_after_its_batch_is_queued() -> None:
    queue = RefusingQueue()

    with pytest.raises(Retryable, match=r"^queueing 1 of 10 turns failed: InternalError$"):
        SqsTurnQueue(url="q", client=cast("SQSClient", queue)).put_all(
            [a_turn(event=f"e{number}") for number in range(12)]
        )

    assert queue.asked == 1


def test_turns_that_cannot_be_queued_together_are_retryable(aws: Aws) -> None:
    with (
        answering(aws.sqs, 503, "ServiceUnavailable"),
        pytest.raises(Retryable, match=r"^queueing turns failed: ServiceUnavailable$"),
    ):
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put_all([a_turn(event="e1"), a_turn(event="e2")])


def test_a_turn_waits_as_long_as_it_was_told_in_one_call(aws: Aws) -> None:
    with listening(aws.sqs) as calls:
        SqsLater(url=aws.later_url, client=aws.sqs).put(a_turn(), after_s=900)

    ((name, params),) = calls
    assert (name, params["DelaySeconds"]) == ("SendMessage", 900)
    assert params.keys() == {"QueueUrl", "MessageBody", "DelaySeconds"}


@pytest.mark.parametrize("failure", UNREACHABLE, ids=lambda failure: type(failure).__name__)
def test_a_queue_for_later_out_of_reach_is_retryable(aws: Aws, failure: BotoCoreError) -> None:
    with broken(aws.sqs, failure), pytest.raises(Retryable, match=r"^queueing a turn for later failed: "):
        SqsLater(url=aws.later_url, client=aws.sqs).put(a_turn(), after_s=2)


def test_a_message_handed_back_is_shown_after_the_wait_it_was_given(aws: Aws) -> None:
    SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())
    (message,) = aws.sqs.receive_message(QueueUrl=aws.queue_url)["Messages"]
    handle = message["ReceiptHandle"]

    with listening(aws.sqs) as calls:
        SqsRedelivery(url=aws.queue_url, client=aws.sqs).hand_back(handle, after_s=0)

    assert calls == [
        (
            "ChangeMessageVisibility",
            {"QueueUrl": aws.queue_url, "ReceiptHandle": handle, "VisibilityTimeout": 0},
        )
    ]
    assert len(aws.sqs.receive_message(QueueUrl=aws.queue_url)["Messages"]) == 1


def test_a_message_that_cannot_be_handed_back_is_left_to_the_queue(
    aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    redelivery = SqsRedelivery(url=aws.queue_url, client=aws.sqs)

    with broken(aws.sqs, UNREACHABLE[0]):
        redelivery.hand_back("handle", after_s=3)

    (told,) = caplog.records
    assert told.levelname == "WARNING"
    assert vars(told)["reason"] == "handing a turn back failed: ReadTimeoutError"
