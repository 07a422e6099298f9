"""Lambda link in memory: what it does to accounts, and what it was asked."""

from dataclasses import replace
from datetime import timedelta

from lambdas.domain.account_ports import SignedOut
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.faults import Faults

SIGN_OUT_URL = "https://login.example/logout"


class MemoryLinkOffice:
    """reached: whether the provider can be reached, so that signing out is done at once.

    fresh: the access token that a refresh brings, as the vault has it; empty for the old one.
    """

    def __init__(self, *, accounts: MemoryAccounts, logins: MemoryLogins) -> None:
        self.accounts, self.logins = accounts, logins
        self.reached = True
        self.fresh = ""
        self.asked: list[tuple[str, OwnerId]] = []
        self.faults = Faults()

    def sign_out(self, owner: OwnerId) -> SignedOut:
        """See ``LinkOffice``."""
        self.asked.append(("sign_out", owner))
        with self.faults.at("sign_out"):
            account = self.accounts.revoke(owner)
            if account is not None and self.reached:
                self.accounts.remove(account)
            return SignedOut(done=account is None or self.reached, url=SIGN_OUT_URL)

    def refresh(self, owner: OwnerId) -> None:
        """See ``LinkOffice``."""
        self.asked.append(("refresh", owner))
        with self.faults.at("refresh"):
            account = self.accounts.find(owner)
            if account is None:
                raise Refused("no account is linked", code="not_linked")
            expires = self.accounts.clock.now() + timedelta(minutes=15)
            self.accounts.linked[owner] = replace(
                account,
                access=self.fresh or account.access,
                expires=expires,
                version=account.version + 1,
            )

    def drop(self, owner: OwnerId, login: str) -> None:
        """See ``LinkOffice``."""
        self.asked.append(("drop", owner))
        with self.faults.at("drop"):
            self.accounts.drop(owner, login)

    def erase(self, owner: OwnerId) -> None:
        """See ``LinkOffice``."""
        self.asked.append(("erase", owner))
        with self.faults.at("erase"):
            for login in self.accounts.all_waiting(owner):
                self.accounts.drop(owner, login)
            account = self.accounts.revoke(owner)
            if account is not None:
                self.accounts.remove(account)
            self.logins.forget(owner)
