"""How many tickets each network took: a row for each window in the table of operations."""

from typing import TYPE_CHECKING, Final

from lambdas.domain.errors import OverLimit, Retryable
from lambdas.domain.keys import digest
from lambdas.domain.ports import Clock
from lambdas.kit.dynamo import Table, holds
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

GRACE_S: Final = 3600
"""So long after its window ends a counter may be deleted."""


class DynamoDoorCounter:
    """One conditional update a ticket; addresses are kept as hashes only."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="subject", sort="item")
        self._client, self._clock = client, clock

    def count(self, network: str, *, tickets: int, window_s: int) -> None:
        """See ``DoorCounter``; a lost answer may have counted."""
        now_s = int(self._clock.now().timestamp())
        starts_s = now_s - now_s % window_s
        update = self._table.update(
            f"DOOR#{digest('network', network)}",
            str(starts_s),
            "SET #v = :one, #expires_epoch_s = :expires ADD #count :one",
            {"one": 1, "expires": starts_s + window_s + GRACE_S, "limit": tickets},
            when="attribute_not_exists(#count) OR #count < :limit",
        )
        with failing_as(Retryable, doing="counting a ticket"):
            counted = holds(self._client.update_item, update)
        if not counted:
            raise OverLimit("too many tickets of one network", again_s=starts_s + window_s - now_s)
