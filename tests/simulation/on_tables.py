"""The adapters for DynamoDB and SQS in a simulated world, where every single call to AWS may fail."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ReadTimeoutError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from lambdas.domain.conversation import Lease, Progress
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import ConversationKey, EventId
from lambdas.domain.record import line_of, line_seq
from lambdas.domain.turn_json import decode_turn
from lambdas.kit.dynamo import Value, from_item
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.conversations import DynamoConversations
from lambdas.stores.later import SqsLater
from lambdas.stores.pace import DynamoPace
from lambdas.stores.transcript import DynamoTranscript
from lambdas.stores.turn_queue import SqsRedelivery, SqsTurnQueue
from stacks import numbers
from tests.aws import Aws
from tests.fakes.conversations import KeptLine, KeptTurn, Quarantined, Room
from tests.simulation.ports import Ports, Reached
from tests.simulation.world import World

TURNS, LATER = "turns.fifo", "later"
Row = Mapping[str, Value]


def on_tables(reached: Reached, aws: Aws) -> Ports:
    """The ports over an account whose tables are emptied for this world."""
    world = reached.world
    empty()
    tables: Any = Struck(aws.dynamodb, name="dynamodb", world=world)
    queues: Any = Struck(Queues(reached), name="sqs", world=world)
    return Ports(
        conversations=DynamoConversations(
            client=tables,
            sessions="sessions",
            tokens="tokens",
            operations="operations",
            clock=world,
            inbox_s=reached.inbox_s,
            longer=reached.longer,
            session_s=numbers.DAY_S,
            lines_s=reached.lines_s,
        ),
        transcript=DynamoTranscript(table="sessions", client=tables, clock=world),
        connections=DynamoConnections(table="connections", client=tables, clock=world),
        queue=SqsTurnQueue(url=TURNS, client=queues),
        redelivery=SqsRedelivery(url=TURNS, client=queues),
        later=SqsLater(url=LATER, client=queues),
        pace=DynamoPace(table="operations", client=tables, clock=world),
        stores=Observed(aws),
    )


def empty() -> None:
    """No table has a row any more; to make them anew takes ten times as long."""
    for table in dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables.values():
        table.items.clear()


class Struck:
    """A client whose every call is one of the world, ``<name>.<method>``; what fails there has timed out."""

    def __init__(self, client: object, *, name: str, world: World) -> None:
        self._client, self._name, self._world = client, name, world

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """The method of the client, behind the call."""
        work = getattr(self._client, method)

        def called(**kwargs: Any) -> Any:  # noqa: ANN401 - whatever the client's method takes
            try:
                return self._world.call(f"{self._name}.{method}", lambda: work(**kwargs))
            except Retryable as failure:
                raise ReadTimeoutError(endpoint_url="https://aws.example") from failure

        return called


class Queues:
    """The client of SQS, as far as the adapters use it, over the queues of the world."""

    def __init__(self, reached: Reached) -> None:
        self._turns, self._later = reached.turns, reached.later

    def send_message(
        self,
        *,
        QueueUrl: str,  # noqa: N803 - the client's own names
        MessageBody: str,  # noqa: N803
        MessageGroupId: str = "",  # noqa: N803
        MessageDeduplicationId: str = "",  # noqa: N803
        DelaySeconds: int = 0,  # noqa: N803
    ) -> None:
        """Put a message on either queue."""
        if QueueUrl == TURNS:
            self._turns.take(MessageBody, group=MessageGroupId, key=MessageDeduplicationId)
        else:
            self._later.take(MessageBody, after_s=DelaySeconds)

    def send_message_batch(
        self,
        *,
        QueueUrl: str,  # noqa: ARG002, N803 - only turns are put together
        Entries: Sequence[Mapping[str, Any]],  # noqa: N803
    ) -> Mapping[str, Any]:
        """Put messages on the queue of turns, in order."""
        for entry in Entries:
            self._turns.take(
                entry["MessageBody"],
                group=entry["MessageGroupId"],
                key=entry["MessageDeduplicationId"],
            )
        return {"Successful": [{"Id": entry["Id"]} for entry in Entries]}

    def change_message_visibility(
        self,
        *,
        QueueUrl: str,  # noqa: ARG002, N803 - only turns are handed back
        ReceiptHandle: str,  # noqa: N803
        VisibilityTimeout: int,  # noqa: N803
    ) -> None:
        """Show a message that is in somebody's hands again after so long."""
        self._turns.hide(ReceiptHandle, VisibilityTimeout)


class Observed:
    """See ``Stores``: the rows, read as what they stand for."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws

    @property
    def rooms(self) -> Mapping[ConversationKey, Room]:
        """See ``Stores``."""
        rooms: dict[ConversationKey, Room] = {}
        for row in self._rows("sessions"):
            room = rooms.setdefault(ConversationKey(str(row["conversation"])), Room())
            _put(row, room)
        return rooms

    @property
    def quarantined(self) -> Sequence[Quarantined]:
        """See ``Stores``."""
        return [
            Quarantined(
                turn=decode_turn(str(row["turn"])),
                number=str(row["number"]),
                reason=str(row["reason"]),
                attempts=int(row["attempts"]),
            )
            for row in self._rows("operations")
            if str(row["subject"]).startswith("QUARANTINE#")
        ]

    def _rows(self, table: str) -> Iterable[Row]:
        return (from_item(item) for item in self._aws.rows(table))


def _put(row: Row, room: Room) -> None:
    item = str(row["item"])
    kind, _, name = item.partition("#")
    expires = datetime.fromtimestamp(int(row.get("expires_epoch_s", 0)), tz=UTC)
    if kind == "TURN":
        until = datetime.fromtimestamp(int(row["lease_until_ms"]) / 1000, tz=UTC)
        lease = Lease(worker=str(row["lease_worker"]), until=until)
        progress = Progress(str(row["state"]))
        room.turns[EventId(name)] = KeptTurn(lease=lease, expires=expires, progress=progress)
    elif kind == "LINE":
        room.lines[line_seq(item)] = KeptLine(line=line_of(row), expires=expires, sent="sent_at" in row)
