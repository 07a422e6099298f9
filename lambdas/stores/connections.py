"""Open sockets: a row each under their conversation's key."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lambdas.domain.errors import Retryable
from lambdas.domain.ids import ConnectionId, ConversationKey, OwnerId
from lambdas.domain.moment import moment, stamp
from lambdas.domain.ports import Clock
from lambdas.domain.record import Value, address_of, address_parts, is_alive, versioned
from lambdas.domain.socket import Socket
from lambdas.kit.dynamo import Table, read_all
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoConnections:
    """Sockets by conversation and connection."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="conversation", sort="connection")
        self._client, self._clock = client, clock

    def add(self, socket: Socket) -> None:
        """See ``Connections``; a repeat writes the same row."""
        with failing_as(Retryable, doing="adding a socket"):
            row = self._table.put(socket.conversation, socket.connection, _record(socket))
            self._client.put_item(**row)

    def remove(self, conversation: ConversationKey, connection: ConnectionId) -> None:
        """See ``Connections``."""
        with failing_as(Retryable, doing="removing a socket"):
            key = self._table.key(conversation, connection)
            self._client.delete_item(TableName=self._table.name, Key=key)

    def of(self, conversation: ConversationKey) -> Sequence[Socket]:
        """See ``Connections``."""
        with failing_as(Retryable, doing="reading sockets"):
            found = list(read_all(self._client, self._table.query(conversation)))
        now = self._clock.now()
        return tuple(_socket(record) for record in found if is_alive(record, now=now))


def _record(socket: Socket) -> dict[str, Value]:
    record = versioned(
        **address_parts(socket.address),
        user=socket.address.user,
        owner=socket.owner,
        since=stamp(socket.since),
        expires_epoch_s=int(socket.expires.timestamp()),
    )
    if socket.identity_expires is not None:
        record["identity_expires"] = int(socket.identity_expires.timestamp())
    return record


def _socket(record: Mapping[str, Value]) -> Socket:
    identity = record.get("identity_expires")
    return Socket(
        address=address_of(record),
        connection=ConnectionId(str(record["connection"])),
        owner=OwnerId(str(record["owner"])),
        since=moment(str(record["since"])),
        expires=datetime.fromtimestamp(int(record["expires_epoch_s"]), tz=UTC),
        identity_expires=None if identity is None else datetime.fromtimestamp(int(identity), tz=UTC),
    )
