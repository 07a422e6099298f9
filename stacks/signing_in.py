"""How people sign in at a stage: with accounts of its user pool, or known by the site that holds the page."""

from collections.abc import Mapping
from dataclasses import dataclass

# The identifier of the resource server: Cognito writes a scope as parley/bookings.read.
RESOURCE_SERVER = "parley"
# What tells who somebody is; a page that asks for no more gets no more.
ABOUT_A_PERSON = ("openid", "email", "profile")

NO_MFA, OPTIONAL_MFA, REQUIRED_MFA = "none", "optional", "required"
GOOGLE, FACEBOOK, OIDC, SAML = "google", "facebook", "oidc", "saml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Somebody else's accounts, which the user pool takes for its own.

    name: as Cognito calls it. type: one of the four above. client_id: ours there; empty for ``saml``.
    at: the issuer of ``oidc``, or where ``saml`` has its metadata; else empty.
    scopes: what is asked for there; none for ``saml``.
    secret: the name or ARN of the secret that holds the client's; ``None`` where the stack makes one.
    secret_version: which version of it; ``None`` for the one that is current when the provider changes.
    """

    name: str
    type: str
    client_id: str
    at: str
    scopes: tuple[str, ...]
    secret: str | None
    secret_version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The user pool of a stage.

    domain_prefix: of the hosted pages' address; ``None`` for one made of the stage and the account.
    mfa: one of the three above. sign_up: whether anybody may make an account.
    scopes: what a person can let a bot do, each with what the person reads about it, by language; the
        first is for everybody else.
    """

    domain_prefix: str | None
    mfa: str
    sign_up: bool
    access_token_min: int
    refresh_token_days: int
    scopes: Mapping[str, Mapping[str, str]]
    providers: Mapping[str, Provider]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIdentity:
    """How the site that holds a page says who its visitor is: by a JWT that it signs.

    Exactly one of ``jwks_url`` and ``public_key`` (PEM) is not empty.
    """

    issuer: str
    audience: str
    algorithm: str
    jwks_url: str
    public_key: str


@dataclass(frozen=True, slots=True)
class PoolIdentity:
    """The page's visitor shows an access token of the stage's own user pool."""
