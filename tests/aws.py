"""Tables and queues in moto, reached by the real boto3 clients."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_sqs import SQSClient

KEYS: Final = {
    "connections": ("conversation", "connection"),
    "sessions": ("conversation", "item"),
    "tokens": ("owner", "item"),
    "operations": ("subject", "item"),
    "bookings": ("owner", "item"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aws:
    """An account with the tables, named as in the design, the queue of turns and the one before it."""

    dynamodb: "DynamoDBClient"
    sqs: "SQSClient"
    queue_url: str
    later_url: str

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Every item of a table, as DynamoDB has it."""
        return list(self.dynamodb.scan(TableName=table)["Items"])


@contextmanager
def an_account() -> Iterator[Aws]:
    """A fresh account, gone afterwards."""
    with mock_aws():
        dynamodb, sqs = _clients()
        for name, keys in KEYS.items():
            _create(dynamodb, name, *keys)
        queue_url = sqs.create_queue(QueueName="turns.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
        later_url = sqs.create_queue(QueueName="later")["QueueUrl"]
        yield Aws(dynamodb=dynamodb, sqs=sqs, queue_url=queue_url, later_url=later_url)


def account_of(request: pytest.FixtureRequest) -> Aws:
    """The account of a test that needs one."""
    account: Aws = request.getfixturevalue("aws")
    return account


@cache
def _clients() -> "tuple[DynamoDBClient, SQSClient]":
    once = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    nobody = boto3.Session(aws_access_key_id="none", aws_secret_access_key="none", region_name="us-east-1")
    return nobody.client("dynamodb", config=once), nobody.client("sqs", config=once)


def _create(dynamodb: "DynamoDBClient", name: str, partition: str, sort: str) -> None:
    dynamodb.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": partition, "KeyType": "HASH"},
            {"AttributeName": sort, "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": partition, "AttributeType": "S"},
            {"AttributeName": sort, "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
