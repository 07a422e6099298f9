"""Who signs people in, and how their tokens are told from all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lambdas.domain.account import Access, Person, Secret, SiteIdentity, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """What one says besides what is the same in all.

    challenge: PKCE's, by S256. scopes: beyond ``openid email profile``, as the resource server names them.
    locale: BCP 47, for the hosted pages; empty where it is not known.
    """

    state: str
    nonce: str
    challenge: str
    scopes: Sequence[str] = ()
    locale: str = ""


class Provider(Protocol):
    """Who signs people in."""

    def authorize_url(self, request: AuthorizationRequest) -> str:
        """Where the browser goes to sign in; it comes back to our callback."""
        ...

    def exchange(self, code: Secret, *, verifier: Secret) -> Tokens:
        """The tokens of a code: all three.

        Raises ``Refused`` (``refused_code`` where it is used, expired or another's; ``refused_client``), or
        ``Retryable`` (the code may be used up all the same).
        """
        ...

    def refresh(self, refresh: Secret) -> Tokens:
        """New tokens.

        Raises ``Refused`` (``refused_token`` where it is revoked or expired; ``refused_client``), or
        ``Retryable``.
        """
        ...

    def revoke(self, refresh: Secret) -> None:
        """End a refresh token and every access token it gave; a repeat does no harm.

        Raises ``Refused`` (``refused_client``), or ``Retryable``.
        """
        ...

    def sign_out_url(self) -> str:
        """Where the browser ends its session with the provider; it comes back to our signed-out page."""
        ...


class Verifier(Protocol):
    """Tells the provider's tokens from all others.

    Raises ``Refused`` with the reason as ``code`` (``bad_token``, ``wrong_issuer``, …), or ``Retryable``
    where the keys cannot be read.
    """

    def identity(self, token: Secret, *, nonce: str) -> Person:
        """Who signed in: an ID token for our client that answers this very request."""
        ...

    def access(self, token: Secret) -> Access:
        """What an access token for our client allows."""
        ...


class SiteIdentities(Protocol):
    """Tells who a web visitor is by the token of a ticket request."""

    def verify(self, token: Secret) -> SiteIdentity:
        """The visitor. Raises as ``Verifier`` does; older than five minutes is ``too_old``."""
        ...
