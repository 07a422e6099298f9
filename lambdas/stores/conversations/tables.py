"""Where conversations are kept, and for how long."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Clock
from lambdas.kit.dynamo import Table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The three tables that response writes, and the client that reaches them.

    inbox_s: how long a repeat of a turn is known, and ``longer`` where an installation's is known for longer.
    session_s: how long a dialog may rest. lines_s: how long
    the transcript goes back. pause: waits a moment where two transactions meet.
    """

    client: "DynamoDBClient"
    sessions: Table
    tokens: Table
    operations: Table
    clock: Clock
    inbox_s: int
    longer: Mapping[InstallationId, int]
    session_s: int
    lines_s: int
    pause: Callable[[float], None]

    def known_s(self, installation: InstallationId) -> int:
        """How long a repeat of a turn of an installation is known."""
        return max(self.inbox_s, self.longer.get(installation, 0))

    def now_ms(self) -> int:
        """The present in milliseconds since 1970."""
        return int(self.clock.now().timestamp() * 1000)

    def now_s(self) -> int:
        """The present in whole seconds since 1970."""
        return int(self.clock.now().timestamp())
