"""The lines of one conversation, where the platform keeps them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3

from dev.environment import REGION
from tests.e2e.browser.chat import Chat
from tests.local_platform import LocalPlatform

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The rows of one conversation's lines."""

    client: "DynamoDBClient"
    table: str
    conversation: str

    def holds(self, text: str) -> bool:
        """Whether somebody has said this, as far as the platform knows."""
        return any(text in row["line"]["S"] for row in self._rows())

    def let_the_bot_have_said(self, parts: Sequence[Mapping[str, Any]]) -> None:
        """Put other parts into the bot's last line."""
        row = max(self._rows(), key=lambda row: str(row["item"]["S"]))
        line = {**json.loads(row["line"]["S"]), "parts": parts}
        self.client.update_item(
            TableName=self.table,
            Key={"conversation": row["conversation"], "item": row["item"]},
            UpdateExpression="SET line = :line",
            ExpressionAttributeValues={":line": {"S": json.dumps(line)}},
        )

    def let_the_last_be_gone(self, count: int) -> None:
        """Delete the last lines, as their time being over would."""
        for row in sorted(self._rows(), key=lambda row: str(row["item"]["S"]))[-count:]:
            self.client.delete_item(
                TableName=self.table, Key={"conversation": row["conversation"], "item": row["item"]}
            )

    def _rows(self) -> list[dict[str, Any]]:
        found = self.client.scan(
            TableName=self.table,
            FilterExpression="conversation_id = :conversation AND begins_with(#item, :line)",
            ExpressionAttributeNames={"#item": "item"},
            ExpressionAttributeValues={":conversation": {"S": self.conversation}, ":line": {"S": "LINE#"}},
            ConsistentRead=True,
        )
        return list(found["Items"])


@contextmanager
def kept(platform: LocalPlatform, chat: Chat) -> Iterator[Kept]:
    """The lines of the conversation that a page shows."""
    client = boto3.client(
        "dynamodb",
        endpoint_url=platform.local["aws_endpoint"],
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    try:
        table = platform.local["stacks"]["SessionsTable"]
        yield Kept(client=client, table=table, conversation=chat.conversation())
    finally:
        client.close()
