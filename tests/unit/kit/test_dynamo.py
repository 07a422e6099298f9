"""Requests to DynamoDB from plain values."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from lambdas.kit.dynamo import ConditionFailedError, Table, from_item, to_item, transact

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TURNS = Table(name="sessions", partition="conversation", sort="item")
values = st.one_of(st.text(), st.integers(), st.booleans())


@given(st.dictionaries(st.text(), values))
def test_a_record_comes_back_as_it_was(record: dict[str, str | int | bool]) -> None:
    given_back = from_item(to_item(record))

    assert given_back == record
    assert {name: type(value) for name, value in given_back.items()} == {
        name: type(value) for name, value in record.items()
    }


def test_every_name_in_an_expression_is_a_placeholder_because_many_are_reserved_words() -> None:
    request = TURNS.update("c1", "TURN#1", "SET #state = :sent", {"sent": "sent"}, when="#owner = :sent")

    assert request == {
        "TableName": "sessions",
        "Key": {"conversation": {"S": "c1"}, "item": {"S": "TURN#1"}},
        "UpdateExpression": "SET #state = :sent",
        "ConditionExpression": "#owner = :sent",
        "ExpressionAttributeNames": {"#owner": "owner", "#state": "state"},
        "ExpressionAttributeValues": {":sent": {"S": "sent"}},
    }


def test_an_unconditional_update_carries_no_condition() -> None:
    assert "ConditionExpression" not in TURNS.update("c1", "TURN#1", "SET #v = :one", {"one": 1})


def test_an_unconditional_put_carries_no_expressions() -> None:
    assert TURNS.put("c1", "TURN#1", {"v": 1}) == {
        "TableName": "sessions",
        "Item": {"conversation": {"S": "c1"}, "item": {"S": "TURN#1"}, "v": {"N": "1"}},
    }


def test_a_record_cannot_name_another_key_than_its_own() -> None:
    request = TURNS.put("c1", "TURN#1", {"conversation": "c2", "item": "TURN#2"})

    assert request["Item"] == TURNS.key("c1", "TURN#1")


def test_a_query_of_a_span_is_consistent_and_takes_both_ends() -> None:
    request = TURNS.query("c1", ("LINE#1", "LINE#9"), only="attribute_not_exists(#sent_at)")

    assert request["ConsistentRead"] is True
    assert (
        request["KeyConditionExpression"] == "#conversation = :partition AND #item BETWEEN :first AND :last"
    )
    assert request["FilterExpression"] == "attribute_not_exists(#sent_at)"


def test_a_refused_transaction_says_which_of_its_writes_were_refused() -> None:
    refusal = ConditionFailedError([0, 2])

    assert str(refusal) == "conditions not met: [0, 2]"
    assert refusal.failed == [0, 2]


class Recorder:
    """Takes every transaction and remembers its token."""

    def __init__(self) -> None:
        self.tokens: list[str] = []

    def transact_write_items(self, *, TransactItems: object, ClientRequestToken: str) -> None:  # noqa: N803 (AWS's names)
        del TransactItems
        self.tokens.append(ClientRequestToken)


def test_the_same_writes_carry_the_same_token_in_whatever_order_their_members_stand() -> None:
    recorder = Recorder()
    put = TURNS.put("c1", "TURN#1", {"v": 1})
    turned = dict(reversed(put.items()))

    for writes in ([{"Put": put}], [{"Put": turned}]):
        transact(cast("DynamoDBClient", recorder), writes)

    assert len(set(recorder.tokens)) == 1


CONFLICT: Any = {
    "Error": {"Code": "TransactionCanceledException"},
    "CancellationReasons": [{"Code": "TransactionConflict"}],
}


class Crowded:
    """A table at whose row others are, at first."""

    def __init__(self, met: int) -> None:
        self._met = met

    def transact_write_items(self, **_request: object) -> None:
        self._met -= 1
        if self._met >= 0:
            raise ClientError(CONFLICT, "TransactWriteItems")


@pytest.mark.parametrize(("dice", "waited"), [(0.0, [0.01, 0.03]), (1.0, [0.03, 0.09])])
def test_who_met_others_at_a_row_waits_a_time_of_its_own_lest_they_all_meet_again(
    dice: float, waited: list[float]
) -> None:
    waits: list[float] = []
    client = cast("DynamoDBClient", Crowded(met=2))

    transact(client, [{"Put": TURNS.put("c1", "TURN#1", {})}], pause=waits.append, dice=lambda: dice)

    assert waits == pytest.approx(waited)
