"""`parley erase` on the deployed stack: what one person said is nowhere any more, and another's is."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest

from dev.environment import REGION
from lambdas.domain.account_record import (
    ACCOUNT,
    LINKING,
    LOGIN,
    account_record,
    chat_item,
    chat_record,
    linking_record,
    login_partition,
    login_record,
)
from lambdas.domain.ids import InstallationId, OwnerId, UserId
from lambdas.domain.keys import conversation_key, user_owner
from lambdas.domain.turn import Address
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.dynamo import Table
from tests.accounts import a_login, an_account
from tests.builders import a_turn, an_address
from tests.e2e.somebody import Somebody
from tests.local_platform import LocalPlatform, parley

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_sqs import SQSClient

TABLES: Final = ("Connections", "Sessions", "Tokens", "Operations", "Bookings")
QUEUES: Final = ("Turns", "DeadTurns", "Later", "DeadLater")


class Stack:
    """The tables and queues of a platform."""

    def __init__(self, platform: LocalPlatform) -> None:
        endpoint, self._names = platform.local["aws_endpoint"], platform.local["stacks"]
        session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
        self._tables: DynamoDBClient = session.client("dynamodb", endpoint_url=endpoint)
        self._queues: SQSClient = session.client("sqs", endpoint_url=endpoint)

    def holds(self, word: str) -> bool:
        """Whether a word stands in a row or a message, in a key or not."""
        return any(word in json.dumps(kept) for kept in (*self._rows(), *self._messages()))

    def die(self, address: Address, text: str) -> None:
        """Put a turn among the dead letters."""
        turn = a_turn(text, event=uuid.uuid4().hex, address=address)
        self._queues.send_message(
            QueueUrl=self._names["DeadTurnsQueueUrl"],
            MessageBody=encode_turn(turn),
            MessageGroupId=conversation_key(turn.address),
            MessageDeduplicationId=turn.event,
        )

    def sign_in(self, owner: OwnerId, address: Address, *, name: str) -> None:
        """The rows of a sign-in, with tokens that nobody can open."""
        ends = datetime.now(UTC) + timedelta(days=1)
        login = replace(a_login(uuid.uuid4().hex, owner=owner, address=address, expires=ends), speaker=name)
        account = replace(an_account(owner=owner, subject=uuid.uuid4().hex, until=ends), name=name)
        self._put(login_partition(login.id), LOGIN, login_record(login))
        self._put(owner, LINKING, linking_record(login))
        self._put(owner, ACCOUNT, account_record(account))
        self._put(account.person(), chat_item(account), chat_record(account))

    def _put(self, partition: str, sort: str, record: Mapping[str, Any]) -> None:
        tokens = Table(name=self._names["TokensTable"], partition="owner", sort="item")
        self._tables.put_item(**tokens.put(partition, sort, record))

    def _rows(self) -> Iterator[object]:
        for table in TABLES:
            pages = self._tables.get_paginator("scan").paginate(TableName=self._names[f"{table}Table"])
            yield from (item for page in pages for item in page["Items"])

    def _messages(self) -> Iterator[object]:
        for queue in QUEUES:
            shown = self._queues.receive_message(
                QueueUrl=self._names[f"{queue}QueueUrl"], MaxNumberOfMessages=10, VisibilityTimeout=0
            )
            yield from shown.get("Messages", [])


@pytest.fixture
def stack(platform: LocalPlatform) -> Stack:
    return Stack(platform)


def at(somebody: Somebody) -> Address:
    """A person's private chat with the bot."""
    return an_address(str(somebody.chat_id), user=str(somebody.chat_id), installation="telegram")


def owner_of(somebody: Somebody) -> OwnerId:
    return user_owner(InstallationId("telegram"), UserId(str(somebody.chat_id)))


def by_user(somebody: Somebody) -> tuple[str, ...]:
    return "--installation", "telegram", "--user", str(somebody.chat_id)


def books(somebody: Somebody) -> None:
    somebody.says("Book a double room in London for a week starting from September 1")
    assert "PB-" in somebody.says("yes").text


def test_nothing_of_a_person_is_left_and_everything_of_another(platform: LocalPlatform, stack: Stack) -> None:
    ann, bob = Somebody(platform, name="Ann"), Somebody(platform, name="Bob")
    words, others = f"Zanzibar{uuid.uuid4().hex}", f"Tahiti{uuid.uuid4().hex}"
    for somebody, said in ((ann, words), (bob, others)):
        somebody.says(said)
        books(somebody)
        stack.die(at(somebody), said)
        stack.sign_in(owner_of(somebody), at(somebody), name=said)

    told = parley("transcript", *by_user(ann), state=platform.state)
    erased = parley("erase", *by_user(ann), "--yes", state=platform.state)
    again = parley("erase", *by_user(ann), "--yes", state=platform.state)

    assert words in told.stdout
    assert erased.returncode == 0, erased.stdout + erased.stderr
    assert "nothing is kept" in again.stdout
    for word in (words, ann.name, owner_of(ann), conversation_key(at(ann))):
        assert not stack.holds(word), word
    for word in (others, owner_of(bob), conversation_key(at(bob))):
        assert stack.holds(word), word
    assert parley("erase", *by_user(bob), "--yes", state=platform.state).returncode == 0
    assert not stack.holds(others)
    for log in (platform.state / "logs").iterdir():
        assert words not in log.read_text(errors="replace"), log


def test_whoever_was_erased_is_somebody_new(platform: LocalPlatform) -> None:
    ann = Somebody(platform, name="Ann")
    books(ann)
    parley("erase", *by_user(ann), "--yes", state=platform.state)

    books(ann)

    told = parley("transcript", *by_user(ann), "--json", state=platform.state)
    assert [json.loads(line)["seq"] for line in told.stdout.splitlines()] == [1, 2, 3, 4]
