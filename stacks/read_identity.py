"""Reads how people sign in, from a stage file.

Whatever is wrong is one ``StageError`` that names the file, the key and the mend.
"""

import re
from collections.abc import Mapping

from stacks.addresses import ORIGIN, SERVICE_URL
from stacks.signing_in import (
    FACEBOOK,
    GOOGLE,
    NO_MFA,
    OIDC,
    OPTIONAL_MFA,
    REQUIRED_MFA,
    SAML,
    Identity,
    PoolIdentity,
    Provider,
    SiteIdentity,
)
from stacks.stage_file import Section

# Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
DOMAIN_PREFIX = r"(?!.*(aws|amazon|cognito))(?=.{1,63}$)[a-z0-9]+(-+[a-z0-9]+)*"
DOMAIN_PREFIX_MEND = (
    "write 1 to 63 lower-case letters, digits and hyphens, without aws, amazon and cognito; "
    "or leave it out, and it is made of the stage and the account"
)
OWN_PREFIX_MEND = "write one without aws, amazon and cognito, or name the stage otherwise"
# Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResourceServerScopeType.html
SCOPE = r"[a-z][a-z0-9_.-]{0,99}"
SCOPE_MEND = "write a scope as bookings.read"
SCOPE_TEXT = r"(?s)(?=.{1,256}$)\S.*"
SCOPE_TEXT_MEND = "write 1 to 256 characters that tell people what it lets a bot do, or such by language"
LANGUAGE = r"[a-z]{2,3}"
LANGUAGE_MEND = "write a language as es"
# Of a text that stands alone, as the pages' own words for whoever reads no other.
ENGLISH = "en"
# Cognito's own names for two, and a narrower choice than its own for the rest.
# Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
NAMED = {GOOGLE: "Google", FACEBOOK: "Facebook"}
TAKEN = (*NAMED.values(), "COGNITO", "LoginWithAmazon", "SignInWithApple")
PROVIDER = r"[A-Za-z][A-Za-z0-9-]{2,31}"
PROVIDER_MEND = "write 3 to 32 letters, digits and hyphens, a letter first"
CLIENT_ID = r"[!-~]{1,255}"
CLIENT_ID_MEND = "write the id that the provider gave to this app"
ISSUER = rf"(?=https://){SERVICE_URL}"
ISSUER_MEND = "write an address as https://login.example.com (http only for 127.0.0.1, with lambdas: host)"
METADATA_URL = r"https://[!-~]+"
METADATA_URL_MEND = "write the https address of the provider's federation metadata"
PROVIDER_SCOPE = r"[!-~]+"
PROVIDER_SCOPE_MEND = "write a list as [openid, email, profile]"
KEPT_AT = r"(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}"
KEPT_AT_MEND = "write the name or the ARN of a secret in Secrets Manager"
VERSION = r"[0-9a-fA-F-]{32,64}"
VERSION_MEND = "write the version id that Secrets Manager gave to the value"
# What each asks for where the stage names nothing.
ASKED_FOR = {GOOGLE: ("openid", "email", "profile"), FACEBOOK: ("public_profile", "email")}
ASKED_FOR_ELSE = ("openid", "email", "profile")

POOL = "cognito"
IDENTITY_MEND = f"write {POOL}, or an issuer, an audience, an algorithm and a key below it, indented"
ALGORITHMS = ("RS256", "ES256", "EdDSA")
CLAIM = r"[!-~]{1,255}"
PUBLIC_KEY = r"-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]{40,1200}-----END PUBLIC KEY-----\n?"
PUBLIC_KEY_MEND = "write a public key in PEM after |, indented; or a jwks_url instead"
JWKS_URL = rf"({ORIGIN})(/[!-~]*)?"
JWKS_URL_MEND = "write an address as https://www.example.com/jwks.json (http only for 127.0.0.1)"


def read_identity(at: Section | None, *, stage: str, here: bool) -> Identity | None:
    """The user pool of the stage of that name; none where nobody can sign in. Raises ``StageError``.

    here: whether the stage is one of this machine, where a provider may be, too.
    """
    if at is None:
        return None
    identity = Identity(
        domain_prefix=_domain_prefix(at, stage),
        mfa=at.choice("mfa", (NO_MFA, OPTIONAL_MFA, REQUIRED_MFA)),
        sign_up=at.flag("sign_up", default=False),
        # Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
        access_token_min=at.whole("access_token_min", low=5, high=1_440, default=15),
        refresh_token_days=at.whole("refresh_token_days", low=1, high=3_650, default=30),
        scopes=_scopes(at.optional("scopes")),
        providers=_providers(at.optional("providers"), here=here),
    )
    at.done()
    return identity


def _domain_prefix(at: Section, stage: str) -> str | None:
    """The prefix; none where one can be made of the stage and the account."""
    prefix = at.optional_text("domain_prefix", pattern=DOMAIN_PREFIX, mend=DOMAIN_PREFIX_MEND)
    if prefix is None and not re.fullmatch(DOMAIN_PREFIX, stage):
        raise at.wrong(
            "domain_prefix", f"is missing, and Cognito takes none made of {stage}", OWN_PREFIX_MEND
        )
    return prefix


def _scopes(at: Section | None) -> Mapping[str, Mapping[str, str]]:
    if at is None:
        return {}
    for name in at.names():
        if not re.fullmatch(SCOPE, name):
            raise at.wrong(name, "is no scope", SCOPE_MEND)
    return {name: _scope_texts(at, name) for name in at.names()}


def _scope_texts(at: Section, name: str) -> Mapping[str, str]:
    if not at.is_mapping(name):
        return {ENGLISH: at.text(name, pattern=SCOPE_TEXT, mend=SCOPE_TEXT_MEND)}
    texts = at.section(name, mend=SCOPE_TEXT_MEND)
    for language in texts.names():
        if not re.fullmatch(LANGUAGE, language):
            raise texts.wrong(language, "is no language", LANGUAGE_MEND)
    return {each: texts.text(each, pattern=SCOPE_TEXT, mend=SCOPE_TEXT_MEND) for each in texts.names()}


def _providers(at: Section | None, *, here: bool) -> Mapping[str, Provider]:
    providers = {}
    for name in at.names() if at else ():
        section = at.section(name)  # type: ignore[union-attr] # it has names
        type_ = section.choice("type", (GOOGLE, FACEBOOK, OIDC, SAML))
        if name != NAMED.get(type_, name) or (type_ not in NAMED and name in TAKEN):
            raise at.wrong(name, f"is no name for {type_}", f"write {NAMED.get(type_, 'another name')}")  # type: ignore[union-attr] # the same
        if not re.fullmatch(PROVIDER, name):
            raise at.wrong(name, "is no name", PROVIDER_MEND)  # type: ignore[union-attr] # the same
        providers[name] = _provider(name, type_, section, here=here)
        section.done()
    return providers


def _provider(name: str, type_: str, at: Section, *, here: bool) -> Provider:
    if type_ == SAML:
        metadata = at.text("metadata_url", pattern=METADATA_URL, mend=METADATA_URL_MEND)
        return Provider(
            name=name, type=type_, client_id="", at=metadata, scopes=(), secret=None, secret_version=None
        )
    asked = at.texts("scopes", pattern=PROVIDER_SCOPE, mend=PROVIDER_SCOPE_MEND)
    return Provider(
        name=name,
        type=type_,
        client_id=at.text("client_id", pattern=CLIENT_ID, mend=CLIENT_ID_MEND),
        at=at.text("issuer", pattern=SERVICE_URL if here else ISSUER, mend=ISSUER_MEND)
        if type_ == OIDC
        else "",
        scopes=asked or ASKED_FOR.get(type_, ASKED_FOR_ELSE),
        secret=at.optional_text("secret", pattern=KEPT_AT, mend=KEPT_AT_MEND),
        secret_version=at.optional_text("secret_version", pattern=VERSION, mend=VERSION_MEND),
    )


def read_site_identity(at: Section, *, pool: bool) -> SiteIdentity | PoolIdentity | None:
    """What a visitor of an installation's page proves by who he is; ``None`` where nothing does.

    pool: whether the stage has a user pool. Raises ``StageError``.
    """
    if not at.has("identity"):
        return None
    if at.is_word("identity", POOL):
        if not pool:
            raise at.wrong("identity", f"is {POOL!r} where the stage has no identity", "write one at the top")
        return PoolIdentity()
    written = at.section("identity", mend=IDENTITY_MEND)
    identity = SiteIdentity(
        issuer=written.text("issuer", pattern=CLAIM, mend="write what the token's iss is to be"),
        audience=written.text("audience", pattern=CLAIM, mend="write what the token's aud is to be"),
        algorithm=written.choice("algorithm", ALGORITHMS),
        **_key(written),
    )
    written.done()
    return identity


def read_identity_required(at: Section, identity: SiteIdentity | PoolIdentity | None) -> bool:
    """Whether a page is for those alone who prove who they are; raises ``StageError`` where nobody can."""
    required = at.flag("identity_required", default=False)
    if required and identity is None:
        raise at.wrong("identity_required", "is true without an identity", "write identity, too")
    return required


def _key(at: Section) -> Mapping[str, str]:
    """The one key that a token is proved by."""
    if at.has("public_key"):
        key = at.text("public_key", pattern=PUBLIC_KEY, mend=PUBLIC_KEY_MEND)
        return {"jwks_url": "", "public_key": key}
    return {"jwks_url": at.text("jwks_url", pattern=JWKS_URL, mend=JWKS_URL_MEND), "public_key": ""}
