"""Requests to DynamoDB from plain values, and its conditions told as facts.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

import json
import re
import secrets
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

Value = str | int | bool
Request = dict[str, Any]

WAITS_S: Final = (0.02, 0.06, 0.18, 0.4)
"""Each is half of it to half as much again, lest those who met once meet again and again."""

DICE: Final = secrets.SystemRandom().random
REQUESTS: Final = uuid.UUID("0a9a7e0e-7a3d-5a52-9c40-5d1f6b9c2f77")
FAILED_CONDITION: Final = "ConditionalCheckFailed"
PASSING: Final = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
"""Reasons that a moment may take away; the client library makes no such transaction again by itself."""


class ConditionFailedError(Exception):
    """A transaction wrote nothing; ``failed`` are the places of the requests that were refused."""

    def __init__(self, failed: Sequence[int]) -> None:
        super().__init__(f"conditions not met: {list(failed)}")
        self.failed = failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's name and those of its two key attributes."""

    name: str
    partition: str
    sort: str

    def key(self, partition: str, sort: str) -> dict[str, Any]:
        """The key of one item."""
        return to_item({self.partition: partition, self.sort: sort})

    def put(
        self,
        partition: str,
        sort: str,
        record: Mapping[str, Value],
        *,
        when: str = "",
        given: Mapping[str, Value] | None = None,
    ) -> Request:
        """A Put; in ``when``, ``#name`` is an attribute and ``:name`` one of the ``given`` values."""
        item = to_item(record) | self.key(partition, sort)
        return {"TableName": self.name, "Item": item, **_expressions(given, ConditionExpression=when)}

    def update(
        self, partition: str, sort: str, change: str, given: Mapping[str, Value], *, when: str = ""
    ) -> Request:
        """An Update; placeholders as in ``put``."""
        expressions = _expressions(given, UpdateExpression=change, ConditionExpression=when)
        return {"TableName": self.name, "Key": self.key(partition, sort), **expressions}

    def delete(
        self, partition: str, sort: str, *, when: str = "", given: Mapping[str, Value] | None = None
    ) -> Request:
        """A Delete; placeholders as in ``put``."""
        expressions = _expressions(given, ConditionExpression=when)
        return {"TableName": self.name, "Key": self.key(partition, sort), **expressions}

    def check(self, partition: str, sort: str, given: Mapping[str, Value], *, when: str) -> Request:
        """A ConditionCheck of a transaction; placeholders as in ``put``."""
        return self.delete(partition, sort, when=when, given=given)

    def query(self, partition: str, span: tuple[str, str] | None = None, *, only: str = "") -> Request:
        """A consistent Query of one partition, or of a span of its sort keys, both ends included."""
        wanted, given = f"#{self.partition} = :partition", {"partition": partition}
        if span is not None:
            wanted += f" AND #{self.sort} BETWEEN :first AND :last"
            given |= {"first": span[0], "last": span[1]}
        expressions = _expressions(given, KeyConditionExpression=wanted, FilterExpression=only)
        return {"TableName": self.name, "ConsistentRead": True, **expressions}


def to_item(record: Mapping[str, Value]) -> dict[str, Any]:
    """An item in DynamoDB's own form: ``{"v": {"N": "1"}}``."""
    return {name: _attribute(value) for name, value in record.items()}


def from_item(item: Mapping[str, Any]) -> dict[str, Value]:
    """A record of text, whole numbers and flags."""
    return {name: _value(attribute) for name, attribute in item.items()}


def read(client: "DynamoDBClient", table: Table, partition: str, sort: str) -> Mapping[str, Value]:
    """One item, read consistently; empty where there is none."""
    answer = client.get_item(TableName=table.name, Key=table.key(partition, sort), ConsistentRead=True)
    return from_item(answer.get("Item", {}))


def read_all(client: "DynamoDBClient", query: Request) -> Iterator[Mapping[str, Value]]:
    """Every item of a query, page after page."""
    start: Request = {}
    while True:
        page = client.query(**query, **start)
        yield from (from_item(item) for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def holds(write: Callable[..., object], request: Request) -> bool:
    """Make one conditional write; whether its condition held."""
    try:
        write(**request)
    except ClientError as error:
        if error.response["Error"]["Code"] == f"{FAILED_CONDITION}Exception":
            return False
        raise
    return True


def standing(write: Callable[..., object], request: Request) -> Mapping[str, Value] | None:
    """Make one conditional write; where its condition did not hold, the item that stands there instead.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html
    (ReturnValuesOnConditionCheckFailure, which costs nothing)
    """
    try:
        write(**request, ReturnValuesOnConditionCheckFailure="ALL_OLD")
    except ClientError as error:
        if error.response["Error"]["Code"] == f"{FAILED_CONDITION}Exception":
            return from_item(error.response.get("Item", {}))  # type: ignore[arg-type]  # not among its types
        raise
    return None


def transact(
    client: "DynamoDBClient",
    requests: Sequence[Request],
    *,
    pause: Callable[[float], None] = time.sleep,
    dice: Callable[[], float] = DICE,
) -> None:
    """Make all writes or none; each is ``{"Put": …}``, or an Update, a Delete or a ConditionCheck.

    The same writes made again within ten minutes count once, so a lost answer does no harm. Waits a moment
    where another transaction is at the same rows, or the table is busy. Raises ``ConditionFailedError``.
    """
    token = str(uuid.uuid5(REQUESTS, json.dumps(requests, sort_keys=True)))
    for wait_s in (*WAITS_S, None):
        try:
            client.transact_write_items(TransactItems=list(requests), ClientRequestToken=token)  # type: ignore[arg-type]  # built above
        except ClientError as error:
            codes = [reason.get("Code") for reason in error.response.get("CancellationReasons", ())]
            if FAILED_CONDITION in codes:
                failed = [place for place, code in enumerate(codes) if code == FAILED_CONDITION]
                raise ConditionFailedError(failed) from error
            if wait_s is None or PASSING.isdisjoint(codes):
                raise
            pause(wait_s * (0.5 + dice()))
        else:
            return


def _expressions(given: Mapping[str, Value] | None, **texts: str) -> Request:
    made: Request = {name: text for name, text in texts.items() if text}
    names = {found for text in made.values() for found in re.findall(r"#\w+", text)}
    if names:
        made["ExpressionAttributeNames"] = {name: name[1:] for name in sorted(names)}
    if given:
        made["ExpressionAttributeValues"] = {f":{name}": _attribute(value) for name, value in given.items()}
    return made


def _attribute(value: Value) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BOOL": value}
    return {"N": str(value)} if isinstance(value, int) else {"S": str(value)}


def _value(attribute: Mapping[str, Any]) -> Value:
    ((kind, value),) = attribute.items()
    return int(value) if kind == "N" else value
