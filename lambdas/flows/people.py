"""Who is signed in, for fulfilment; the row of the account is believed only where its token opens."""

from functools import partial

from lambdas.domain.account import Account, Purpose, Secret
from lambdas.domain.account_ports import Accounts, LinkOffice, Vault
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.ports import Clock
from lambdas.domain.signed_in import NOT_LINKED, SignedIn


class LinkedPeople:
    """Reads accounts, opens access tokens and has new ones made; refresh tokens are opened elsewhere."""

    def __init__(self, *, accounts: Accounts, vault: Vault, office: LinkOffice, clock: Clock) -> None:
        self._accounts, self._vault, self._office, self._clock = accounts, vault, office, clock

    def signed_in(self, chat: OwnerId) -> SignedIn | None:
        """See ``People``; nobody whom the pool lets in no more, once the access token has ended."""
        account = self._accounts.find(chat)
        if account is None or not account.is_active:
            return None
        # A row that was copied from another owner says whatever it was made to say, but does not open.
        self._open(account)
        try:
            account = self._lasting(account)
        except Refused as refusal:
            if refusal.code != NOT_LINKED:
                raise
            return None
        return SignedIn(
            owner=account.person(),
            chat=account.owner,
            issuer=account.issuer,
            subject=account.subject,
            version=account.version,
            name=account.name,
            scopes=frozenset(account.scopes),
            token=partial(self._token, account),
        )

    def _token(self, seen: Account) -> Secret:
        return self._open(self._lasting(self._standing(seen)))

    def _lasting(self, account: Account) -> Account:
        """The account with a token that is good for a while; raises ``Refused`` where the pool gives none."""
        if account.is_fresh(self._clock.now()):
            return account
        self._office.refresh(account.owner)
        return self._standing(account)

    def _standing(self, seen: Account) -> Account:
        """The account as it stands; raises ``Refused`` where it is not the one that was seen any more."""
        account = self._accounts.find(seen.owner)
        if (
            account is None
            or not account.is_active
            or account.person() != seen.person()
            or account.version < seen.version
        ):
            raise Refused("signed out meanwhile", code=NOT_LINKED)
        return account

    def _open(self, account: Account) -> Secret:
        return self._vault.decrypt(account.access, owner=account.owner, purpose=Purpose.ACCESS)
