"""Where a sign-in may be kept, so that the same story is lived through in memory and on tables."""

from collections.abc import Callable
from dataclasses import dataclass

from lambdas.domain.account_ports import Accounts, Logins
from lambdas.domain.keeping import Conversations, Transcript
from tests.aws import Aws
from tests.contract.conversations_cases import on_tables
from tests.fakes.clock import SetClock
from tests.fakes.conversations import MemoryConversations
from tests.fakes.transcript import MemoryTranscript

GONE = ("ACCOUNT#", "LINK#")
"""Rows that no sign-in leaves behind that came to nothing, or that was ended."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Keepers of one kind, and what an observer finds there.

    everything: all that is kept, as text. left: accounts, and turns that were given up.
    """

    clock: SetClock
    conversations: Conversations
    transcript: Transcript
    logins: Logins
    accounts: Accounts
    everything: Callable[[], str]
    left: Callable[[], list[str]]


def in_memory() -> Rows:
    """The fakes."""
    clock = SetClock()
    kept = MemoryConversations(clock)
    logins, accounts = kept.logins, kept.logins.accounts

    def left() -> list[str]:
        return [*map(repr, accounts.linked), *map(repr, accounts.waits), *map(repr, kept.quarantined)]

    return Rows(
        clock=clock,
        conversations=kept,
        transcript=MemoryTranscript(kept),
        logins=logins,
        accounts=accounts,
        everything=lambda: repr((kept.rooms, logins.logins, accounts.waits, kept.quarantined)),
        left=left,
    )


def in_tables(aws: Aws) -> Rows:
    """The adapters over an account's tables."""
    case = on_tables(aws)

    def left() -> list[str]:
        items = [row["item"]["S"] for row in aws.rows("tokens")]
        given_up = [row["subject"]["S"] for row in aws.rows("operations")]
        kept = [item for item in items if item.startswith(GONE)]
        return [*kept, *(day for day in given_up if day.startswith("QUARANTINE#"))]

    return Rows(
        clock=case.clock,
        conversations=case.conversations,
        transcript=case.transcript,
        logins=case.signing.logins,
        accounts=case.signing.accounts,
        everything=lambda: repr([aws.rows(table) for table in ("sessions", "tokens", "operations")]),
        left=left,
    )
