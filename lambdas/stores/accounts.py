"""Linked accounts, and those that wait for their code, in the table of tokens under their owner."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lambdas.domain.account import Account, AccountState, Renewal
from lambdas.domain.account_record import ACCOUNT, CHAT, WAITING, account_of, chat_item, waiting_item
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.ports import Clock
from lambdas.domain.record import Record, Value, is_alive
from lambdas.kit.dynamo import Request, Table, holds, read, read_all
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

HERE: Final = "#person = :owner AND #expires_epoch_s > :now"
IDLE: Final = (
    "(attribute_not_exists(#lease_until_ms) OR #lease_until_ms <= :now_ms OR #lease_worker = :worker)"
)
RENEWED: Final = (
    "SET #access = :access, #refresh = :refresh, #scopes = :scopes, #access_ends_epoch_s = :ends,"
    " #version = :next REMOVE #lease_worker, #lease_until_ms"
)
LAST_WAITING: Final = f"{WAITING}~"
LAST_CHAT: Final = f"{CHAT}~"
"""After every id and every owner, which are of letters and digits."""


class DynamoAccounts:
    """One conditional write a change; a write that must be an owner's own looks at the row's own word too."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._client, self._clock = client, clock

    def find(self, owner: OwnerId) -> Account | None:
        """See ``Accounts``."""
        return self._read(owner, ACCOUNT)

    def waiting(self, owner: OwnerId, login: str) -> Account | None:
        """See ``Accounts``."""
        return self._read(owner, waiting_item(login))

    def all_waiting(self, owner: OwnerId) -> Sequence[str]:
        """See ``Accounts``; those too whose time is over and that are not deleted yet."""
        query = self._table.query(owner, (WAITING, LAST_WAITING))
        with failing_as(Retryable, doing="listing accounts that wait"):
            items = [str(record["item"]) for record in read_all(self._client, query)]
        return tuple(item.removeprefix(WAITING) for item in items)

    def drop(self, owner: OwnerId, login: str) -> None:
        """See ``Accounts``."""
        with failing_as(Retryable, doing="dropping an account"):
            self._client.delete_item(**self._table.delete(owner, waiting_item(login)))

    def chats(self, person: OwnerId) -> Sequence[OwnerId]:
        """See ``Accounts``; those too whose time is over and that are not deleted yet."""
        query = self._table.query(person, (CHAT, LAST_CHAT))
        with failing_as(Retryable, doing="listing a person's chats"):
            return tuple(OwnerId(str(record["chat"])) for record in read_all(self._client, query))

    def forget_chat(self, account: Account) -> None:
        """See ``Accounts``."""
        with failing_as(Retryable, doing="forgetting a person's chat"):
            self._client.delete_item(**self._table.delete(account.person(), chat_item(account)))

    def lease(self, owner: OwnerId, *, worker: str, until: datetime) -> bool:
        """See ``Accounts``; a worker may lease again what it has."""
        now_ms = _epoch_ms(self._clock.now())
        given: Record = {"worker": worker, "until": _epoch_ms(until), "now_ms": now_ms}
        change = "SET #lease_worker = :worker, #lease_until_ms = :until"
        return self._update(owner, change, given, when=f"#state = :active AND {IDLE}")

    def renew(self, account: Account, renewal: Renewal, *, worker: str) -> bool:
        """See ``Accounts``; what a lost answer wrote is known by its tokens."""
        given: Record = {
            "access": renewal.access,
            "refresh": renewal.refresh,
            "scopes": " ".join(renewal.scopes),
            "ends": int(renewal.expires.timestamp()),
            "seen": account.version,
            "next": account.version + 1,
            "worker": worker,
        }
        when = "#state = :active AND #version = :seen AND #lease_worker = :worker"
        if self._update(account.owner, RENEWED, given, when=when):
            return True
        stands = self.find(account.owner)
        return (
            stands is not None
            and stands.is_active
            and (stands.access, stands.refresh) == (renewal.access, renewal.refresh)
        )

    def release(self, owner: OwnerId, *, worker: str) -> None:
        """See ``Accounts``."""
        change = "REMOVE #lease_worker, #lease_until_ms"
        self._update(owner, change, {"worker": worker}, when="#lease_worker = :worker")

    def revoke(self, owner: OwnerId) -> Account | None:
        """See ``Accounts``; read again afterwards, since a refresh may have come before."""
        self._update(owner, "SET #state = :revoking", {"revoking": str(AccountState.REVOKING)})
        return self.find(owner)

    def remove(self, account: Account) -> None:
        """See ``Accounts``; an account that was linked anew has tokens of its own."""
        given: Record = {"seen": account.version, "refresh": account.refresh}
        when = "#version = :seen AND #refresh = :refresh"
        with failing_as(Retryable, doing="removing an account"):
            holds(
                self._client.delete_item, self._table.delete(account.owner, ACCOUNT, when=when, given=given)
            )

    def _read(self, owner: OwnerId, item: str) -> Account | None:
        with failing_as(Retryable, doing="reading an account"):
            record = read(self._client, self._table, owner, item)
        if not record or not is_alive(record, now=self._clock.now()):
            return None
        return account_of(record, owner=owner)

    def _update(self, owner: OwnerId, change: str, given: Record, *, when: str = "") -> bool:
        """Change the account if it is this owner's and its sign-in has not ended; whether it did."""
        wanted = f"{HERE} AND {when}" if when else HERE
        known: dict[str, Value] = {"owner": owner, "now": int(self._clock.now().timestamp())}
        if ":active" in wanted:
            known["active"] = str(AccountState.ACTIVE)
        update: Request = self._table.update(owner, ACCOUNT, change, {**known, **given}, when=wanted)
        with failing_as(Retryable, doing="writing an account"):
            return holds(self._client.update_item, update)


def _epoch_ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
