"""How long a turn that is handed back stays hidden."""

from lambdas.stores.turn_queue import SqsRedelivery, SqsTurnQueue
from tests.aws import Aws
from tests.builders import a_turn
from tests.line_to_aws import listening


def test_a_turn_is_hidden_for_as_long_as_its_wait(aws: Aws) -> None:
    SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())
    (message,) = aws.sqs.receive_message(QueueUrl=aws.queue_url)["Messages"]

    with listening(aws.sqs) as calls:
        SqsRedelivery(url=aws.queue_url, client=aws.sqs).hand_back(message["ReceiptHandle"], after_s=7)

    assert [params["VisibilityTimeout"] for _, params in calls] == [7]
    assert "Messages" not in aws.sqs.receive_message(QueueUrl=aws.queue_url)
