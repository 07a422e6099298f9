"""Who fills the ports ``Conversations`` and ``Transcript``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pytest

from lambdas.domain.ids import InstallationId
from lambdas.domain.keeping import Conversations, Transcript
from lambdas.stores.conversations import DynamoConversations
from lambdas.stores.transcript import DynamoTranscript
from tests.aws import Aws, account_of
from tests.contract.login_cases import Kept, over_memory, over_table
from tests.fakes.clock import SetClock
from tests.fakes.conversations import MemoryConversations
from tests.fakes.transcript import MemoryTranscript

INBOX_S: Final = 3600
LONGER: Final = {InstallationId("patient"): 5400}
"""How long a repeat is known of an installation whose messenger calls again for longer."""

SESSION_S: Final = 7200
LINES_S: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One implementation, its reader, the clock of both, and the logins that answers change."""

    conversations: Conversations
    transcript: Transcript
    clock: SetClock
    signing: Kept


def in_memory(_request: pytest.FixtureRequest) -> Case:
    """The fakes."""
    clock = SetClock()
    kept = MemoryConversations(clock, inbox_s=INBOX_S, longer=LONGER, session_s=SESSION_S, lines_s=LINES_S)
    signing = over_memory(kept.logins, clock)
    return Case(conversations=kept, transcript=MemoryTranscript(kept), clock=clock, signing=signing)


def in_dynamo(request: pytest.FixtureRequest) -> Case:
    """The adapters, on moto."""
    return on_tables(account_of(request))


def on_tables(aws: Aws) -> Case:
    """The adapters over an account's tables."""
    clock = SetClock()
    conversations = DynamoConversations(
        client=aws.dynamodb,
        sessions="sessions",
        tokens="tokens",
        operations="operations",
        clock=clock,
        inbox_s=INBOX_S,
        longer=LONGER,
        session_s=SESSION_S,
        lines_s=LINES_S,
        pause=clock.pass_s,
    )
    transcript = DynamoTranscript(table="sessions", client=aws.dynamodb, clock=clock)
    signing = over_table(aws.dynamodb, clock)
    return Case(conversations=conversations, transcript=transcript, clock=clock, signing=signing)


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Case]]] = {
    "memory": in_memory,
    "dynamo": in_dynamo,
}
