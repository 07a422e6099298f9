"""Spent tickets: a row each in the table of tokens, kept until the ticket would have expired anyway."""

from datetime import datetime
from typing import TYPE_CHECKING

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.record import versioned
from lambdas.kit.dynamo import Table, holds
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoTickets:
    """Writes each ticket once."""

    def __init__(self, *, table: str, client: "DynamoDBClient") -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._client = client

    def spend(self, ticket: str, *, expires: datetime) -> None:
        """See ``Tickets``; a lost answer spends the ticket too, and the page takes a new one."""
        row = self._table.put(
            f"TICKET#{ticket}",
            "TICKET",
            versioned(ticket=ticket, expires_epoch_s=int(expires.timestamp())),
            when="attribute_not_exists(#owner)",
        )
        with failing_as(Retryable, doing="spending a ticket"):
            if not holds(self._client.put_item, row):
                raise Refused("ticket already used", code="used")
