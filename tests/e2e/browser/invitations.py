"""Invitations to sign in, put into a platform's table as response puts them there."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from lambdas.domain.account import Login, LoginState, Secret
from lambdas.domain.account_record import LINKING, LOGIN, linking_record, login_partition, login_record
from lambdas.domain.ids import OwnerId
from lambdas.domain.login_link import login_id
from lambdas.kit.clock import SystemClock
from lambdas.kit.dynamo import Table
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.logins import DynamoLogins
from tests.accounts import a_login
from tests.e2e.pool_visitor import client
from tests.local_platform import LocalPlatform


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One link, and what has come of it."""

    url: str
    owner: OwnerId
    login: str
    logins: DynamoLogins
    accounts: DynamoAccounts

    def row(self) -> Login:
        """How far it has come."""
        return self.logins.find(self.login)

    def state(self) -> LoginState:
        """How far it has come, in a word."""
        return self.row().state

    def is_linked(self) -> bool:
        """Whether its chat has an account now."""
        return self.accounts.find(self.owner) is not None


def invite(platform: LocalPlatform, *, locale: str = "en-US") -> Invitation:
    """Invite somebody new on the web page, who asks to see bookings."""
    tables = client(platform, "dynamodb")
    name = platform.local["stacks"]["TokensTable"]
    table = Table(name=name, partition="owner", sort="item")
    secret, owner = Secret(secrets.token_urlsafe(32)), OwnerId(secrets.token_hex(32))
    ends = datetime.now(UTC) + timedelta(minutes=10)
    login = a_login(login_id(secret), owner=owner, expires=ends, locale=locale)
    tables.put_item(**table.put(login_partition(login.id), LOGIN, login_record(login)))
    tables.put_item(**table.put(owner, LINKING, linking_record(login)))
    return known_by(platform, f"{platform.site}/link/{secret.text}")


def known_by(platform: LocalPlatform, url: str) -> Invitation:
    """The invitation whose link leads there."""
    name, tables = platform.local["stacks"]["TokensTable"], client(platform, "dynamodb")
    logins = DynamoLogins(table=name, client=tables, clock=SystemClock())
    login = logins.find(login_id(Secret(urlsplit(url).path.rpartition("/")[2])))
    accounts = DynamoAccounts(table=name, client=tables, clock=SystemClock())
    return Invitation(url=url, owner=login.owner, login=login.id, logins=logins, accounts=accounts)


def let_run_out(platform: LocalPlatform, url: str) -> None:
    """Let the ten minutes of a link be over."""
    client(platform, "dynamodb").update_item(
        TableName=platform.local["stacks"]["TokensTable"],
        Key={"owner": {"S": login_partition(known_by(platform, url).login)}, "item": {"S": LOGIN}},
        UpdateExpression="SET ends_epoch_s = :then",
        ExpressionAttributeValues={":then": {"N": str(int(datetime.now(UTC).timestamp()) - 1)}},
    )
