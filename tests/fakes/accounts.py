"""Logins and accounts in memory; the two share what a finished sign-in writes at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from lambdas.domain.account import Account, AccountState, Login, LoginState, Renewal
from lambdas.domain.account_record import KEEP_LOGIN
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.login_way import check_step
from lambdas.domain.ports import Clock
from tests.fakes.faults import Faults


class MemoryAccounts:
    """Accounts by owner; those that wait by owner and login; leases by owner; notes by person and owner."""

    def __init__(self, *, clock: Clock) -> None:
        self.clock = clock
        self.linked: dict[OwnerId, Account] = {}
        self.waits: dict[tuple[OwnerId, str], tuple[Account, datetime]] = {}
        self.leases: dict[OwnerId, tuple[str, datetime]] = {}
        self.notes: set[tuple[OwnerId, OwnerId]] = set()
        self.faults = Faults()

    def find(self, owner: OwnerId) -> Account | None:
        """See ``Accounts``."""
        with self.faults.at("find"):
            return self.standing(owner)

    def waiting(self, owner: OwnerId, login: str) -> Account | None:
        """See ``Accounts``."""
        with self.faults.at("waiting"):
            account, ends = self.waits.get((owner, login), (None, self.clock.now()))
            return own(account, owner) if ends > self.clock.now() else None

    def all_waiting(self, owner: OwnerId) -> Sequence[str]:
        """See ``Accounts``."""
        with self.faults.at("all_waiting"):
            return tuple(sorted(login for whose, login in self.waits if whose == owner))

    def drop(self, owner: OwnerId, login: str) -> None:
        """See ``Accounts``."""
        with self.faults.at("drop"):
            self.waits.pop((owner, login), None)

    def chats(self, person: OwnerId) -> Sequence[OwnerId]:
        """See ``Accounts``."""
        with self.faults.at("chats"):
            return tuple(sorted(owner for whose, owner in self.notes if whose == person))

    def forget_chat(self, account: Account) -> None:
        """See ``Accounts``."""
        with self.faults.at("forget_chat"):
            self.notes.discard((account.person(), account.owner))

    def lease(self, owner: OwnerId, *, worker: str, until: datetime) -> bool:
        """See ``Accounts``."""
        with self.faults.at("lease"):
            holder, ends = self.leases.get(owner, (worker, until))
            taken = holder != worker and ends > self.clock.now()
            if taken or not self._active(owner):
                return False
            self.leases[owner] = (worker, until)
            return True

    def renew(self, account: Account, renewal: Renewal, *, worker: str) -> bool:
        """See ``Accounts``."""
        with self.faults.at("renew"):
            stands = self.standing(account.owner)
            holder, _ = self.leases.get(account.owner, ("", None))
            if stands is None or not self._active(account.owner):
                return False
            if holder != worker or stands.version != account.version:
                return (stands.access, stands.refresh) == (renewal.access, renewal.refresh)
            self.linked[account.owner] = replace(
                stands,
                access=renewal.access,
                refresh=renewal.refresh,
                scopes=tuple(renewal.scopes),
                expires=renewal.expires,
                version=stands.version + 1,
            )
            del self.leases[account.owner]
            return True

    def release(self, owner: OwnerId, *, worker: str) -> None:
        """See ``Accounts``."""
        with self.faults.at("release"):
            if self.leases.get(owner, ("", None))[0] == worker:
                del self.leases[owner]

    def revoke(self, owner: OwnerId) -> Account | None:
        """See ``Accounts``."""
        with self.faults.at("revoke"):
            stands = self.standing(owner)
            if stands is not None:
                self.linked[owner] = replace(stands, state=AccountState.REVOKING)
            return self.standing(owner)

    def remove(self, account: Account) -> None:
        """See ``Accounts``."""
        with self.faults.at("remove"):
            stands = self.linked.get(account.owner)
            wanted = (account.version, account.refresh)
            if stands is not None and (stands.version, stands.refresh) == wanted:
                del self.linked[account.owner]
                self.leases.pop(account.owner, None)

    def standing(self, owner: OwnerId) -> Account | None:
        """The account of an owner, whose sign-in has not ended."""
        account = self.linked.get(owner)
        return own(account, owner) if account and account.until > self.clock.now() else None

    def _active(self, owner: OwnerId) -> bool:
        stands = self.standing(owner)
        return stands is not None and stands.state is AccountState.ACTIVE


class MemoryLogins:
    """Logins by id, and the latest of each owner."""

    def __init__(self, *, clock: Clock, accounts: MemoryAccounts) -> None:
        self.clock, self.accounts = clock, accounts
        self.logins: dict[str, Login] = {}
        self.latest_of: dict[OwnerId, str] = {}
        self.faults = Faults()

    def offer(self, login: Login) -> None:
        """Keep an invitation, as response's answer does."""
        self.logins[login.id], self.latest_of[login.owner] = login, login.id

    def find(self, login: str) -> Login:
        """See ``Logins``."""
        with self.faults.at("find"):
            return self._standing(login)

    def latest(self, owner: OwnerId) -> Login | None:
        """See ``Logins``."""
        with self.faults.at("latest"):
            login = self.logins.get(self.latest_of.get(owner, ""))
            if login is None or not self._kept(login):
                return None
            if login.owner != owner:
                raise Refused("login of another owner", code="forbidden")
            return login

    def start(self, login: str, *, browser: str) -> Login:
        """See ``Logins``."""
        with self.faults.at("start"):
            seen = self._standing(login)
            if seen.state is not LoginState.STARTED:
                check_step(seen, wanted=LoginState.OFFERED, browser=browser, now=self.clock.now())
                started = replace(seen, state=LoginState.STARTED, browser=browser)
                self.logins[login] = seen = started
            check_step(seen, wanted=LoginState.STARTED, browser=browser, now=self.clock.now())
            return seen

    def take(self, login: str, *, browser: str) -> Login:
        """See ``Logins``."""
        with self.faults.at("take"):
            seen = self._standing(login)
            check_step(seen, wanted=LoginState.STARTED, browser=browser, now=self.clock.now())
            self.logins[login] = replace(seen, state=LoginState.EXCHANGING)
            return self.logins[login]

    def sign_in(self, login: Login, account: Account, *, code: str) -> None:
        """See ``Logins``."""
        with self.faults.at("sign_in"):
            if self._to_keep(login, account):
                self.logins[login.id] = replace(login, state=LoginState.SIGNED_IN, code=code)
                self.accounts.waits[login.owner, login.id] = (account, login.expires + KEEP_LOGIN)
                self.accounts.notes.add((account.person(), account.owner))

    def end(self, login: str) -> None:
        """See ``Logins``."""
        with self.faults.at("end"):
            seen = self.logins.get(login)
            if seen is not None and seen.state is not LoginState.LINKED:
                self.logins[login] = replace(seen, state=LoginState.ENDED)

    def forget(self, owner: OwnerId) -> None:
        """See ``Logins``."""
        with self.faults.at("forget"):
            self.logins.pop(self.latest_of.pop(owner, ""), None)

    def _standing(self, login: str) -> Login:
        seen = self.logins.get(login)
        if seen is None or not self._kept(seen):
            raise Refused("no such login", code="unknown_login")
        return seen

    def _kept(self, login: Login) -> bool:
        return self.clock.now() < login.expires + KEEP_LOGIN

    def _to_keep(self, login: Login, account: Account) -> bool:
        """Whether an account is to be kept; not where it was."""
        if account.owner != login.owner:
            raise Refused("account of another owner", code="forbidden")
        seen = self._standing(login.id)
        if (seen.state, seen.browser) == (LoginState.SIGNED_IN, login.browser):
            return False
        wanted = LoginState.EXCHANGING
        check_step(seen, wanted=wanted, browser=login.browser, now=self.clock.now())
        return True


def own(account: Account | None, owner: OwnerId) -> Account | None:
    """An account that says itself that it is this owner's."""
    if account is not None and account.owner != owner:
        raise Refused("account of another owner", code="forbidden")
    return account
