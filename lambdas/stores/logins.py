"""Invitations to sign in, in the table of tokens: every step is one conditional write."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lambdas.domain.account import Account, Login, LoginState
from lambdas.domain.account_record import (
    LINKING,
    LOGIN,
    chat_item,
    chat_record,
    login_of,
    login_partition,
    waiting_item,
    waiting_record,
)
from lambdas.domain.errors import Overtaken, Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.login_way import check_step
from lambdas.domain.ports import Clock
from lambdas.domain.record import Record, is_alive
from lambdas.kit.dynamo import ConditionFailedError, Request, Table, holds, read, transact
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

AS_READ: Final = "#state = :from AND #browser = :seen AND #ends_epoch_s > :now"


class DynamoLogins:
    """The way of each login, from one browser's start to an account that waits for its code."""

    def __init__(
        self,
        *,
        table: str,
        client: "DynamoDBClient",
        clock: Clock,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._client, self._clock, self._pause = client, clock, pause

    def find(self, login: str) -> Login:
        """See ``Logins``."""
        with failing_as(Retryable, doing="reading a login"):
            record = read(self._client, self._table, login_partition(login), LOGIN)
        if not record or not is_alive(record, now=self._clock.now()):
            raise Refused("no such login", code="unknown_login")
        return login_of(record)

    def latest(self, owner: OwnerId) -> Login | None:
        """See ``Logins``."""
        with failing_as(Retryable, doing="reading the latest login"):
            record = read(self._client, self._table, owner, LINKING)
        if not record or not is_alive(record, now=self._clock.now()):
            return None
        login = self._found(str(record["login"]))
        if record["person"] != owner or (login is not None and login.owner != owner):
            raise Refused("login of another owner", code="forbidden")
        return login

    def start(self, login: str, *, browser: str) -> Login:
        """See ``Logins``."""
        seen = self.find(login)
        if seen.state is not LoginState.STARTED:
            change: Record = {"browser": browser}
            self._go(seen, LoginState.OFFERED, LoginState.STARTED, change, browser=browser)
            seen = self.find(login)
        check_step(seen, wanted=LoginState.STARTED, browser=browser, now=self._clock.now())
        return seen

    def take(self, login: str, *, browser: str) -> Login:
        """See ``Logins``."""
        seen = self.find(login)
        # The client library sends a write again whose answer was lost; it knows its own by this.
        once: Record = {"attempt": uuid.uuid4().hex}
        if not self._go(seen, LoginState.STARTED, LoginState.EXCHANGING, once, browser=browser):
            check_step(self.find(login), wanted=LoginState.STARTED, browser=browser, now=self._clock.now())
            raise Overtaken("login moved on meanwhile")
        return replace(seen, state=LoginState.EXCHANGING)

    def sign_in(self, login: Login, account: Account, *, code: str) -> None:
        """See ``Logins``."""
        if account.owner != login.owner:
            raise Refused("account of another owner", code="forbidden")
        step = self._step(login, LoginState.EXCHANGING, LoginState.SIGNED_IN, {"code": code})
        waits = self._table.put(login.owner, waiting_item(login.id), waiting_record(account, login))
        note = self._table.put(account.person(), chat_item(account), chat_record(account))
        try:
            with failing_as(Retryable, doing="keeping an account"):
                transact(self._client, [{"Update": step}, {"Put": waits}, {"Put": note}], pause=self._pause)
        except ConditionFailedError as failure:
            self._check_kept(login, failure)

    def end(self, login: str) -> None:
        """See ``Logins``."""
        states = {"ended": str(LoginState.ENDED), "linked": str(LoginState.LINKED)}
        when = "attribute_exists(#owner) AND #state <> :linked"
        update = self._table.update(login_partition(login), LOGIN, "SET #state = :ended", states, when=when)
        with failing_as(Retryable, doing="ending a login"):
            holds(self._client.update_item, update)

    def forget(self, owner: OwnerId) -> None:
        """See ``Logins``."""
        login = self.latest(owner)
        with failing_as(Retryable, doing="forgetting a login"):
            if login is not None:
                self._client.delete_item(**self._table.delete(login_partition(login.id), LOGIN))
            self._client.delete_item(**self._table.delete(owner, LINKING))

    def _go(
        self,
        login: Login,
        before: LoginState,
        after: LoginState,
        change: Record,
        *,
        browser: str,
    ) -> bool:
        """Take a step that is allowed as far as it is known; whether it still was when it was written."""
        check_step(login, wanted=before, browser=browser, now=self._clock.now())
        with failing_as(Retryable, doing="writing a login"):
            return holds(self._client.update_item, self._step(login, before, after, change))

    def _step(self, login: Login, before: LoginState, after: LoginState, change: Record) -> Request:
        """The update from one state to another, of a login that is as it was read and has not expired."""
        sets = ", ".join(f"#{name} = :{name}" for name in ("state", *change))
        known: Record = {
            "from": str(before),
            "now": int(self._clock.now().timestamp()),
            "seen": login.browser,
        }
        given = {**known, "state": str(after), **change}
        when = f"({AS_READ}) OR #attempt = :attempt" if "attempt" in change else AS_READ
        return self._table.update(login_partition(login.id), LOGIN, f"SET {sets}", given, when=when)

    def _check_kept(self, login: Login, failure: ConditionFailedError) -> None:
        """Raise unless the login is signed in by an earlier attempt of ours, whose answer was lost."""
        seen = self.find(login.id)
        if (seen.state, seen.browser) == (LoginState.SIGNED_IN, login.browser):
            return
        now = self._clock.now()
        check_step(seen, wanted=LoginState.EXCHANGING, browser=login.browser, now=now)
        raise Overtaken("login moved on meanwhile") from failure

    def _found(self, login: str) -> Login | None:
        try:
            return self.find(login)
        except Refused:
            return None
