"""The port ``Conversations`` over DynamoDB."""

import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from lambdas.domain.account import AccountChange
from lambdas.domain.conversation import Charge, Claim, Held, Line, Memory, Session
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Turn
from lambdas.kit.dynamo import Table
from lambdas.kit.translation import failing_as
from lambdas.stores.conversations import answers, inbox, outbox
from lambdas.stores.conversations.tables import Tables

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoConversations:
    """Three tables and the transactions between them; AWS's failures are ``Retryable``.

    sessions, tokens and operations are the tables' names; for the rest see ``Tables``.
    """

    def __init__(
        self,
        *,
        client: "DynamoDBClient",
        sessions: str,
        tokens: str,
        operations: str,
        clock: Clock,
        inbox_s: int,
        longer: Mapping[InstallationId, int] = MappingProxyType({}),
        session_s: int,
        lines_s: int,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._tables = Tables(
            client=client,
            sessions=Table(name=sessions, partition="conversation", sort="item"),
            tokens=Table(name=tokens, partition="owner", sort="item"),
            operations=Table(name=operations, partition="subject", sort="item"),
            clock=clock,
            inbox_s=inbox_s,
            longer=longer,
            session_s=session_s,
            lines_s=lines_s,
            pause=pause,
        )

    def claim(self, held: Held, *, charge: Charge | None) -> Claim:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="claiming a turn"):
            return inbox.claim(held, charge=charge, tables=self._tables)

    def release(self, held: Held) -> None:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="releasing a turn"):
            inbox.release(held, tables=self._tables)

    def divert(self, held: Held, *, engine: str) -> None:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="diverting a turn"):
            inbox.divert(held, engine=engine, tables=self._tables)

    def recall(self, held: Held) -> Memory:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="recalling a conversation"):
            return answers.recall(held, tables=self._tables)

    def commit(
        self,
        held: Held,
        *,
        memory: Memory,
        lines: Sequence[Line],
        session: Session | None,
        account: AccountChange | None = None,
    ) -> None:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="committing an answer"):
            answers.commit(
                held, memory=memory, lines=lines, session=session, account=account, tables=self._tables
            )

    def quarantine(
        self, held: Held, *, memory: Memory, lines: Sequence[Line], number: str, reason: str
    ) -> None:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="quarantining a turn"):
            answers.quarantine(
                held, memory=memory, lines=lines, number=number, reason=reason, tables=self._tables
            )

    def mark(self, turn: Turn, lines: Sequence[Line], *, settled: bool, begun: Line | None = None) -> None:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="marking lines"):
            outbox.mark(turn, lines, settled=settled, begun=begun, tables=self._tables)

    def unsent(self, turn: Turn) -> Sequence[Line]:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="reading unsent lines"):
            return outbox.unsent(turn, tables=self._tables)

    def leave_unsent(self, held: Held) -> None:
        """See ``Conversations``."""
        with failing_as(Retryable, doing="leaving lines unsent"):
            outbox.leave_unsent(held, tables=self._tables)
