"""The queues: of turns, of internal turns that wait before it, and of what died in either."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks import numbers

# A queue's own key: with ours, who sends would need more than to send.
ENCRYPTION = sqs.QueueEncryption.SQS_MANAGED
# What an event source does in the name of the Lambda that takes its messages.
RECEIVE = ("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes")


def turn_queue(scope: Construct) -> tuple[sqs.Queue, sqs.Queue]:
    """The queue that keeps each conversation in order and lets others by, and where turns go that kill."""
    dead = sqs.Queue(
        scope,
        "DeadTurns",
        fifo=True,
        retention_period=Duration.seconds(numbers.DEAD_LETTERS_KEPT_S),
        encryption=ENCRYPTION,
        enforce_ssl=True,
    )
    turns = sqs.Queue(
        scope,
        "Turns",
        fifo=True,
        fifo_throughput_limit=sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
        deduplication_scope=sqs.DeduplicationScope.MESSAGE_GROUP,
        visibility_timeout=Duration.seconds(numbers.VISIBILITY_S),
        retention_period=Duration.seconds(numbers.TURNS_KEPT_S),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=numbers.RECEIVE_LIMIT),
        encryption=ENCRYPTION,
        enforce_ssl=True,
    )
    return turns, dead


def later_queue(scope: Construct) -> tuple[sqs.Queue, sqs.Queue]:
    """The queue where a single message can wait, as none of a FIFO queue can, and its dead letters."""
    dead = sqs.Queue(
        scope,
        "DeadLater",
        retention_period=Duration.seconds(numbers.DEAD_LETTERS_KEPT_S),
        encryption=ENCRYPTION,
        enforce_ssl=True,
    )
    later = sqs.Queue(
        scope,
        "Later",
        visibility_timeout=Duration.seconds(numbers.LATER_VISIBILITY_S),
        retention_period=Duration.seconds(numbers.TURNS_KEPT_S),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=numbers.LATER_RECEIVE_LIMIT),
        encryption=ENCRYPTION,
        enforce_ssl=True,
    )
    return later, dead
