"""Where logins, accounts and tokens are kept, and who is asked to end them; see ``identity_ports``, too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lambdas.domain.account import Account, Login, Purpose, Renewal, Secret
from lambdas.domain.ids import OwnerId


class Logins(Protocol):
    """Invitations to sign in. Response offers them with its answer; here they go on their way.

    A login is told until a day after it expired, so that what came of it can be told too.
    """

    def find(self, login: str) -> Login:
        """The login of an id, read consistently.

        Raises ``Refused`` (``unknown_login``), or ``Retryable``.
        """
        ...

    def latest(self, owner: OwnerId) -> Login | None:
        """The last login that was offered to an owner. Raises ``Retryable``."""
        ...

    def start(self, login: str, *, browser: str) -> Login:
        """OFFERED to STARTED for one browser; the same browser may start again, and is told the same.

        browser: the hash of its secret. Raises ``Refused`` (``unknown_login``, ``expired``,
        ``other_browser``, ``used`` once it came back from Cognito, ``ended``), or ``Retryable``.
        """
        ...

    def take(self, login: str, *, browser: str) -> Login:
        """STARTED to EXCHANGING, once. Raises as ``start`` does; ``not_started`` where it is OFFERED."""
        ...

    def sign_in(self, login: Login, account: Account, *, code: str) -> None:
        """EXCHANGING to SIGNED_IN with the hash of a code, and the account put where it waits; all or none.

        With it goes the note that the person may be signed in from here, see ``Accounts.chats``.
        Raises ``Refused`` (``used`` where the login is not EXCHANGING, ``expired``), or ``Retryable``.
        """
        ...

    def end(self, login: str) -> None:
        """End a login that is not LINKED; nothing where it is, or is unknown. Raises ``Retryable``."""
        ...

    def forget(self, owner: OwnerId) -> None:
        """Delete an owner's latest login and what names it. Raises ``Retryable``."""
        ...


class Accounts(Protocol):
    """Linked accounts, one an owner, and those that wait for their code.

    Every read is consistent and compares the owner. An account whose sign-in has ended is none.
    """

    def find(self, owner: OwnerId) -> Account | None:
        """The owner's account, in whichever state.

        Raises ``Refused`` (``forbidden``) when the row is another owner's, or ``Retryable``.
        """
        ...

    def waiting(self, owner: OwnerId, login: str) -> Account | None:
        """The account that waits for the code of a login. Raises as ``find`` does."""
        ...

    def all_waiting(self, owner: OwnerId) -> Sequence[str]:
        """The ids of the logins whose accounts wait. Raises ``Retryable``."""
        ...

    def drop(self, owner: OwnerId, login: str) -> None:
        """Delete an account that waits; nothing where there is none. Raises ``Retryable``."""
        ...

    def chats(self, person: OwnerId) -> Sequence[OwnerId]:
        """The owners of the chats that a person (``account_owner``) may be signed in from.

        A note is no account: whoever asks looks at each. Raises ``Retryable``.
        """
        ...

    def forget_chat(self, account: Account) -> None:
        """Delete the note that the account's person is signed in from its chat. Raises ``Retryable``."""
        ...

    def lease(self, owner: OwnerId, *, worker: str, until: datetime) -> bool:
        """Let this worker alone refresh the account's tokens; whether no other's lease stands.

        False too where there is no ACTIVE account. Raises ``Retryable``.
        """
        ...

    def renew(self, account: Account, renewal: Renewal, *, worker: str) -> bool:
        """Write new tokens in one update and end the lease; whether it was this worker's and still ACTIVE.

        account: as it was leased; its version goes one up. Where False, the new tokens are the caller's to
        revoke. Raises ``Retryable``.
        """
        ...

    def release(self, owner: OwnerId, *, worker: str) -> None:
        """End this worker's lease; nothing where it has none. Raises ``Retryable``."""
        ...

    def revoke(self, owner: OwnerId) -> Account | None:
        """Make the account REVOKING, unusable from now on, and give it; None where there is none.

        A repeat gives the same. Raises as ``find`` does.
        """
        ...

    def remove(self, account: Account) -> None:
        """Delete the account if it is this version of it still; nothing otherwise. Raises ``Retryable``."""
        ...


class Vault(Protocol):
    """Encrypts a token for one owner and one purpose."""

    def encrypt(self, token: Secret, *, owner: OwnerId, purpose: Purpose) -> str:
        """ASCII text that opens for this owner and purpose alone.

        Raises ``Refused`` (``token_too_long``) over 16,384 bytes, or ``Retryable``.
        """
        ...

    def decrypt(self, encrypted: str, *, owner: OwnerId, purpose: Purpose) -> Secret:
        """The token.

        Raises ``Refused`` (``not_decrypted``) for another's or a damaged one, or ``Retryable``.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """What came of signing out.

    done: whether the provider has revoked the tokens; where not, they are unusable here all the same, and
    it is to be asked again. url: where the browser ends its session with the provider.
    """

    done: bool
    url: str


class Links(Protocol):
    """Links to sign in by: made of our key and a login's nonce, and kept nowhere."""

    def login(self, nonce: str) -> str:
        """The id of the login that the nonce's link opens. Raises ``Retryable`` where the key is not read."""
        ...

    def url(self, nonce: str) -> str:
        """The link. Raises as ``login`` does."""
        ...


class LinkOffice(Protocol):
    """The Lambda that alone may decrypt refresh tokens, asked by others. Everything may be asked again."""

    def sign_out(self, owner: OwnerId) -> SignedOut:
        """End the owner's account; done where there is none. Raises ``Retryable``."""
        ...

    def refresh(self, owner: OwnerId) -> None:
        """See to it that the account's access token is good for a while; read the account again afterwards.

        Raises ``Refused`` (``not_linked`` where there is no account, or the provider ended it), or
        ``Retryable``.
        """
        ...

    def drop(self, owner: OwnerId, login: str) -> None:
        """Revoke and delete the account that waits for a login's code. Raises ``Retryable``."""
        ...

    def erase(self, owner: OwnerId) -> None:
        """Revoke and delete whatever is kept of the owner's logins and accounts. Raises ``Retryable``."""
        ...
