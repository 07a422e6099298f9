"""Signing in: invitations, the accounts they link, and what one answer changes of both.

The rows stand in the table of tokens: ``LOGIN#<id>``/``LOGIN`` for an invitation; under its owner ``LINKING``
(the id of the latest one), ``LINK#<id>`` (an account that still waits for its code) and ``ACCOUNT#cognito``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import digest
from lambdas.domain.turn import Address

COGNITO: Final = "cognito"
"""The one provider; whoever stands behind it (Google, a company's directory) is Cognito's to know."""

RESOURCE: Final = "parley"
"""The resource server whose scopes bots ask for; Cognito writes it before each, ``parley/bookings.read``."""

TRIES: Final = 3
"""So many wrong codes end a sign-in."""

FRESH: Final = timedelta(seconds=30)
"""An access token that lasts no longer than this may be over where it arrives, and is refreshed first."""

HIDDEN: Final = "•••"
EMAIL: Final = re.compile(r'(?P<user>[^\s@"]+|"[^\s"]+")@(?P<domain>[^\s@]+)')


class Purpose(StrEnum):
    """What a stored token is for; part of what it is encrypted with, so that none passes for the other."""

    ACCESS = "access"
    REFRESH = "refresh"


class LoginState(StrEnum):
    """How far a sign-in has come; the order is the way of one that ends well."""

    OFFERED = "offered"
    """The link is in the chat."""
    STARTED = "started"
    """One browser went on; it holds the cookie whose hash is ``Login.browser``."""
    EXCHANGING = "exchanging"
    """That browser came back with Cognito's code; it never does twice."""
    SIGNED_IN = "signed_in"
    """The tokens are kept, unusable, until the code comes back into the chat."""
    LINKED = "linked"
    ENDED = "ended"
    """Declined, failed, or three wrong codes."""


class Why(StrEnum):
    """Why a sign-in ended without an account; the chat has words for each."""

    DECLINED = "declined"
    REFUSED = "refused"
    FAILED = "failed"
    RAN_OUT = "ran_out"


class AccountState(StrEnum):
    """Whether an account may be used."""

    ACTIVE = "active"
    REVOKING = "revoking"
    """Signed out: unusable at once, kept until Cognito has revoked its tokens."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Text that no repr, log line or error shows: a token, a code, a verifier."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who signed in, as the verified ID token tells.

    name, email: untrusted text, each in one line, see ``name_line``; may be empty.
    """

    issuer: str
    subject: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a verified access token allows, and until when; our own scopes by their bare names."""

    subject: str
    scopes: Sequence[str]
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What the provider issued; on a refresh it may leave out the refresh token (the old one stays good)."""

    access: Secret
    refresh: Secret | None = None
    identity: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIdentity:
    """Who a signed-in web visitor is, by a token that the host site sent with the ticket request."""

    issuer: str
    subject: str
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's linked identity; its tokens are encrypted for this owner and useless elsewhere.

    owner: of the chat it is linked to; ``account_owner`` is who the person is across chats.
    masked: the email as it may be shown, see ``masked``.
    scopes: what the access token allows. expires: when the access token ends.
    until: when the sign-in itself ends, with the refresh token; the row goes then.
    access, refresh: as ``Vault.encrypt`` gave them. version: 1, and one more with every refresh.
    """

    owner: OwnerId
    issuer: str
    subject: str
    name: str
    masked: str
    scopes: Sequence[str]
    expires: datetime
    until: datetime
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    provider: str = COGNITO
    state: AccountState = AccountState.ACTIVE
    version: int = 1

    def person(self) -> OwnerId:
        """The owner of what was done while signed in, the same from every chat."""
        return account_owner(self.issuer, self.subject)

    @property
    def is_active(self) -> bool:
        """Whether it may be used."""
        return self.state is AccountState.ACTIVE

    def is_fresh(self, now: datetime) -> bool:
        """Whether the access token is good for what is done with it now."""
        return self.expires > now + FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What a refresh changes of an account."""

    scopes: Sequence[str]
    expires: datetime
    access: str = field(repr=False)
    refresh: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One invitation to sign in, and how far it has come.

    id: the hash of the link's secret, which itself is kept nowhere.
    nonce: 32 hex digits; the link's key and it give the secret again.
    owner, address, locale: who asked, and where the answer goes.
    speaker: the channel's name for the person, at most 64 characters, untrusted.
    scopes: what is asked for beyond ``openid email profile``.
    expires: ten minutes after the offer; nothing of it is accepted from then on.
    browser: the hash of the browser's secret, from STARTED on.
    code: the hash of the code, while SIGNED_IN. tries: how many wrong codes were typed.
    """

    id: str
    nonce: str
    owner: OwnerId
    address: Address
    locale: str
    expires: datetime
    speaker: str = ""
    scopes: Sequence[str] = ()
    state: LoginState = LoginState.OFFERED
    browser: str = ""
    code: str = ""
    tries: int = 0

    def open(self, now: datetime) -> bool:
        """Whether it may still lead to a linked account."""
        over = self.state in {LoginState.LINKED, LoginState.ENDED}
        return not over and now < self.expires and self.tries < TRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Write a new invitation, which becomes the owner's latest."""

    login: Login


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """Count a wrong code, if the login is SIGNED_IN with as many as ``login.tries``."""

    login: Login


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Link the account that waited for its code: SIGNED_IN to LINKED, ``LINK#`` away, ``ACCOUNT#`` put."""

    login: Login
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """End an invitation that is not LINKED; the tokens that wait with it are ``LinkOffice.drop``'s."""

    login: Login


AccountChange = Offer | Try | Confirm | End
"""What one answer changes of logins and accounts, in the very transaction that writes its lines."""


def account_owner(issuer: str, subject: str) -> OwnerId:
    """The owner that a signed-in person is, in whichever chat."""
    return OwnerId(digest("account", issuer, subject))


def masked(email: str) -> str:
    """An address that its holder knows again and nobody else can read: ``a•••@example.org``.

    Empty for what is none, which may be made to show another's.
    """
    found = EMAIL.fullmatch(email)
    return f"{found['user'][:1]}{HIDDEN}@{found['domain']}" if found else ""
