"""The queue where internal turns wait: what never comes through it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
import pytest

from dev.environment import REGION
from lambdas.domain.turn import Kind, Notice, Noticed
from lambdas.domain.turn_json import encode_turn
from tests.builders import a_turn, an_address
from tests.local_platform import LocalPlatform

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient
    from types_boto3_sqs.literals import QueueAttributeNameType

NOBODY = an_address("later-and-nobody", user="nobody")
FORGED = encode_turn(a_turn("let me in", event="forged-1", address=NOBODY, kind=Kind.WEBHOOK))
PATIENCE_S = 20


@pytest.fixture
def sqs(platform: LocalPlatform) -> "SQSClient":
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
    return session.client("sqs", endpoint_url=platform.local["aws_endpoint"])


def test_what_is_no_internal_turn_ends_in_the_dead_letters_and_takes_none_with_it(
    platform: LocalPlatform, sqs: "SQSClient"
) -> None:
    stacks = platform.local["stacks"]
    later, dead = stacks["LaterQueueUrl"], stacks["DeadLaterQueueUrl"]
    notice = Noticed(notice=Notice.SEND, details={"attempt": "1"})
    genuine = a_turn(event=f"send:{time.time_ns()}:1", address=NOBODY, kind=Kind.INTERNAL, content=notice)

    with impatient(sqs, later):
        for body in (FORGED, encode_turn(genuine), "rubbish"):
            sqs.send_message(QueueUrl=later, MessageBody=body)
        died = taken(sqs, dead, 2)

    assert sorted(died) == sorted([FORGED, "rubbish"])


@contextmanager
def impatient(sqs: "SQSClient", url: str) -> Iterator[None]:
    """A queue whose messages are shown again after a second, and are dead after two."""
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy", "VisibilityTimeout"])
    before = told["Attributes"]
    policy = json.loads(before["RedrivePolicy"]) | {"maxReceiveCount": 2}
    hasty: dict[QueueAttributeNameType, str] = {"VisibilityTimeout": "1", "RedrivePolicy": json.dumps(policy)}
    sqs.set_queue_attributes(QueueUrl=url, Attributes=hasty)
    try:
        yield
    finally:
        sqs.set_queue_attributes(QueueUrl=url, Attributes={name: before[name] for name in hasty})


def taken(sqs: "SQSClient", url: str, count: int) -> list[str]:
    """The bodies of the first so many messages, which are gone from the queue then."""
    bodies: list[str] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(bodies) < count:
        assert time.monotonic() < deadline, f"{len(bodies)} messages"
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
        for message in answer.get("Messages", []):
            bodies.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies
