"""Where logins and accounts may be kept, so that one suite tries each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from lambdas.domain.account import Account, Login
from lambdas.domain.account_ports import Accounts, Logins
from lambdas.domain.account_record import (
    ACCOUNT,
    LINKING,
    LOGIN,
    account_record,
    linking_record,
    login_partition,
    login_record,
    waiting_item,
    waiting_record,
)
from lambdas.domain.ids import OwnerId
from lambdas.kit.dynamo import Request, Table
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.logins import DynamoLogins
from tests.aws import account_of
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.clock import SetClock

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TOKENS: Final = Table(name="tokens", partition="owner", sort="item")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Both keepers, and ways to put there what others write; ``under`` copies it to another owner."""

    clock: SetClock
    logins: Logins
    accounts: Accounts
    offer: Callable[[Login], None]
    put: Callable[[Account, OwnerId], None]
    put_waiting: Callable[[Account, Login, OwnerId], None]


def in_memory(_request: pytest.FixtureRequest) -> Kept:
    """The fakes."""
    clock = SetClock()
    return over_memory(MemoryLogins(clock=clock, accounts=MemoryAccounts(clock=clock)), clock)


def over_memory(logins: MemoryLogins, clock: SetClock) -> Kept:
    """The fakes, over what others write to, too."""
    accounts = logins.accounts

    def put(account: Account, under: OwnerId) -> None:
        accounts.linked[under] = account

    def put_waiting(account: Account, login: Login, under: OwnerId) -> None:
        accounts.waits[under, login.id] = (account, login.expires)

    return Kept(
        clock=clock,
        logins=logins,
        accounts=accounts,
        offer=logins.offer,
        put=put,
        put_waiting=put_waiting,
    )


def in_dynamo(request: pytest.FixtureRequest) -> Kept:
    """The table of tokens."""
    return over_table(account_of(request).dynamodb, SetClock())


def over_table(client: "DynamoDBClient", clock: SetClock) -> Kept:
    """The adapters, over the table that others write to, too."""

    def write(row: Request) -> None:
        client.put_item(**row)

    def offer(login: Login) -> None:
        write(TOKENS.put(login_partition(login.id), LOGIN, login_record(login)))
        write(TOKENS.put(login.owner, LINKING, linking_record(login)))

    def put(account: Account, under: OwnerId) -> None:
        write(TOKENS.put(under, ACCOUNT, account_record(account)))

    def put_waiting(account: Account, login: Login, under: OwnerId) -> None:
        write(TOKENS.put(under, waiting_item(login.id), waiting_record(account, login)))

    return Kept(
        clock=clock,
        logins=DynamoLogins(table="tokens", client=client, clock=clock),
        accounts=DynamoAccounts(table="tokens", client=client, clock=clock),
        offer=offer,
        put=put,
        put_waiting=put_waiting,
    )


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Kept]]] = {
    "memory": in_memory,
    "dynamo": in_dynamo,
}
