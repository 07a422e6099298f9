"""Signing in, in a stage file: what is read of it, and what a bad one is answered with."""

import re
from pathlib import Path

import pytest

from stacks.read_stage import read_stage
from stacks.signing_in import Identity, PoolIdentity, Provider, SiteIdentity
from stacks.stage import Stage
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT

LOCAL = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
# The stage's own settings are left out; each test writes those that it is about.
BARE = re.sub(r"(?m)^identity:.*\n(  .*\n)+", "", LOCAL)
PUBLIC_KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEq1tRZl9pGwQbnvQ0b9uYp0m4UOq3nJc2"
VERSION = "secret_version: 00000000-0000-0000-0000-000000000001"
HOST = "issuer: https://www.example.com, audience: parley, algorithm: ES256"


def read(root: Path, identity: str | None = "{mfa: none}", *, page: str = "") -> Stage:
    """A stage with this below ``identity``, and this below the installation ``web``."""
    text = BARE if identity is None else f"{BARE}\nidentity: {identity}\n"
    text = text.replace("  web:\n", f"  web:\n{page}")
    (root / "stages").mkdir()
    (root / "stages" / "mine.yaml").write_text(text, encoding="utf-8")
    return read_stage(root, "mine")


def test_a_stage_without_it_lets_nobody_sign_in(tmp_path: Path) -> None:
    assert read(tmp_path, None).identity is None


def test_what_is_left_out_is_the_careful_choice(tmp_path: Path) -> None:
    assert read(tmp_path, "{mfa: required}").identity == Identity(
        domain_prefix=None,
        mfa="required",
        sign_up=False,
        access_token_min=15,
        refresh_token_days=30,
        scopes={},
        providers={},
    )


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    identity = read(
        tmp_path,
        "{domain_prefix: acme-chat, mfa: optional, sign_up: true, access_token_min: 5,"
        " refresh_token_days: 1, scopes: {bookings.read: See your bookings}}",
    ).identity

    assert identity == Identity(
        domain_prefix="acme-chat",
        mfa="optional",
        sign_up=True,
        access_token_min=5,
        refresh_token_days=1,
        scopes={"bookings.read": "See your bookings"},
        providers={},
    )


@pytest.mark.parametrize(
    ("name", "written", "provider"),
    [
        (
            "Google",
            "{type: google, client_id: abc.apps.example}",
            Provider(
                name="Google",
                type="google",
                client_id="abc.apps.example",
                at="",
                scopes=("openid", "email", "profile"),
                secret=None,
                secret_version=None,
            ),
        ),
        (
            "Facebook",
            '{type: facebook, client_id: "123", secret: acme/facebook}',
            Provider(
                name="Facebook",
                type="facebook",
                client_id="123",
                at="",
                scopes=("public_profile", "email"),
                secret="acme/facebook",
                secret_version=None,
            ),
        ),
        (
            "Corp",
            f"{{type: oidc, issuer: https://a.example/v2, client_id: parley, scopes: [openid], {VERSION}}}",
            Provider(
                name="Corp",
                type="oidc",
                client_id="parley",
                at="https://a.example/v2",
                scopes=("openid",),
                secret=None,
                secret_version="00000000-0000-0000-0000-000000000001",
            ),
        ),
        (
            "CorpAD",
            '{type: saml, metadata_url: "https://login.example.com/metadata.xml?app=1"}',
            Provider(
                name="CorpAD",
                type="saml",
                client_id="",
                at="https://login.example.com/metadata.xml?app=1",
                scopes=(),
                secret=None,
                secret_version=None,
            ),
        ),
    ],
)
def test_a_provider_of_each_type(tmp_path: Path, name: str, written: str, provider: Provider) -> None:
    identity = read(tmp_path, f"{{mfa: none, providers: {{{name}: {written}}}}}").identity

    assert identity
    assert identity.providers == {name: provider}


def test_a_page_s_visitors_may_be_known_by_a_token_of_the_site_around_it(tmp_path: Path) -> None:
    page = f"    identity: {{{HOST}, jwks_url: https://www.example.com/jwks.json}}\n"

    stage = read(tmp_path, page=page)

    assert stage.installations["web"].identity == SiteIdentity(
        issuer="https://www.example.com",
        audience="parley",
        algorithm="ES256",
        jwks_url="https://www.example.com/jwks.json",
        public_key="",
    )


def test_that_token_may_be_proved_by_one_key_that_stands_in_the_stage(tmp_path: Path) -> None:
    lines = ("-----BEGIN PUBLIC KEY-----", PUBLIC_KEY, "-----END PUBLIC KEY-----")
    written = "".join(f"        {line}\n" for line in lines)
    settings = "".join(f"      {line}\n" for line in HOST.split(", "))
    page = f"    identity:\n{settings}      public_key: |\n{written}"

    identity = read(tmp_path, page=page).installations["web"].identity

    assert isinstance(identity, SiteIdentity)
    assert (identity.public_key, identity.jwks_url) == ("\n".join(lines) + "\n", "")


def test_a_page_s_visitors_may_be_known_by_the_stage_s_own_accounts(tmp_path: Path) -> None:
    stage = read(tmp_path, page="    identity: cognito\n")

    assert stage.installations["web"].identity == PoolIdentity()
    assert stage.installations["telegram"].identity is None


def test_a_page_may_be_for_those_alone_who_are_known(tmp_path: Path) -> None:
    stage = read(tmp_path, page="    identity: cognito\n    identity_required: true\n")

    required = {name: each.identity_required for name, each in stage.installations.items()}
    assert required["web"] is True
    assert required["telegram"] is False


def test_nobody_can_be_required_to_be_known_where_nobody_vouches(tmp_path: Path) -> None:
    with pytest.raises(
        StageError, match=r"installations\.web\.identity_required is true without an identity"
    ):
        read(tmp_path, page="    identity_required: true\n")


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("", "identity is missing: write its settings below it, indented"),
        ("{sign_up: false}", "identity.mfa is missing: write none or optional or required"),
        ("{mfa: off}", "identity.mfa is False: write none or optional or required"),
        ("{mfa: none, sign_up: 1}", "identity.sign_up is 1: write true or false"),
        (
            "{mfa: none, domain_prefix: my-aws-chat}",
            "identity.domain_prefix is 'my-aws-chat': write 1 to 63 lower-case letters, digits and hyphens",
        ),
        ("{mfa: none, domain_prefix: chat-}", "or leave it out, and it is made of the stage and the account"),
        (
            "{mfa: none, access_token_min: 4}",
            "identity.access_token_min is 4: write a whole number from 5 to 1440",
        ),
        (
            "{mfa: none, refresh_token_days: 0}",
            "identity.refresh_token_days is 0: write a whole number from 1 to 3650",
        ),
        (
            "{mfa: none, scopes: {Bookings: See them}}",
            "identity.scopes.Bookings is no scope: write a scope as bookings.read",
        ),
        (
            "{mfa: none, scopes: {bookings.read: ''}}",
            "identity.scopes.bookings.read is '': write 1 to 256 characters that tell people what",
        ),
        ("{mfa: none, sign_ups: true}", "identity.sign_ups is no setting: remove it, or write sign_up"),
        (
            "{mfa: none, providers: {Corp: {type: ldap}}}",
            "identity.providers.Corp.type is 'ldap': write google or facebook or oidc or saml",
        ),
        (
            "{mfa: none, providers: {Gmail: {type: google, client_id: a}}}",
            "identity.providers.Gmail is no name for google: write Google",
        ),
        (
            "{mfa: none, providers: {Google: {type: saml, metadata_url: https://a.example}}}",
            "identity.providers.Google is no name for saml: write another name",
        ),
        (
            "{mfa: none, providers: {My Corp: {type: saml, metadata_url: https://a.example}}}",
            "identity.providers.My Corp is no name: write 3 to 32 letters, digits and hyphens",
        ),
        (
            "{mfa: none, providers: {Google: {type: google}}}",
            "identity.providers.Google.client_id is missing: write the id that the provider gave to this app",
        ),
        (
            "{mfa: none, providers: {Google: {type: google, client_id: a, client_secret: b}}}",
            "identity.providers.Google.client_secret is no setting: remove it, or write",
        ),
        (
            "{mfa: none, providers: {Corp: {type: oidc, client_id: a, issuer: http://a.example}}}",
            "identity.providers.Corp.issuer is 'http://a.example': write an address as https://login.example.com",
        ),
        (
            "{mfa: none, providers: {Google: {type: google, client_id: a, secret: a b}}}",
            "identity.providers.Google.secret is 'a b': write the name or the ARN of a secret",
        ),
        (
            "{mfa: none, providers: {Google: {type: google, client_id: a, secret_version: latest}}}",
            "identity.providers.Google.secret_version is 'latest': write the version id",
        ),
        (
            "{mfa: none, providers: {Corp: {type: saml, metadata_url: http://a.example}}}",
            "identity.providers.Corp.metadata_url is 'http://a.example': write the https address",
        ),
        (
            "{mfa: none, providers: {Corp: {type: saml, metadata_url: https://a.example, client_id: b}}}",
            "identity.providers.Corp.client_id is no setting: remove it, or write",
        ),
    ],
)
def test_bad_settings_are_refused_with_file_key_and_mend(tmp_path: Path, identity: str, said: str) -> None:
    with pytest.raises(StageError) as refusal:
        read(tmp_path, identity)

    assert str(refusal.value).startswith("stages/mine.yaml: ")
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("google", "identity is 'google': write cognito, or an issuer, an audience, an algorithm and a key"),
        (
            f"{{{HOST}}}",
            "identity.jwks_url is missing: write an address as https://www.example.com/jwks.json",
        ),
        (
            f"{{{HOST}, jwks_url: http://www.example.com/jwks.json}}",
            "identity.jwks_url is 'http://www.example.com/jwks.json': write an address",
        ),
        (
            f"{{{HOST}, jwks_url: https://a.example, public_key: abc}}",
            "identity.public_key is 'abc': write a public key in PEM after |, indented; or a jwks_url",
        ),
        (
            "{issuer: a, audience: b, algorithm: HS256, jwks_url: https://a.example}",
            "identity.algorithm is 'HS256': write RS256 or ES256 or EdDSA",
        ),
        (
            "{issuer: a, audience: b, algorithm: none, jwks_url: https://a.example}",
            "identity.algorithm is 'none': write RS256 or ES256 or EdDSA",
        ),
        (
            "{audience: b, algorithm: RS256, jwks_url: https://a.example}",
            "identity.issuer is missing: write what the token's iss is to be",
        ),
        (
            "{issuer: a, algorithm: RS256, jwks_url: https://a.example}",
            "identity.audience is missing: write what the token's aud is to be",
        ),
        (
            f"{{{HOST}, jwks_url: https://a.example, leeway_s: 60}}",
            "identity.leeway_s is no setting: remove it, or write",
        ),
    ],
)
def test_bad_ways_to_know_a_visitor_are_refused(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(StageError) as refusal:
        read(tmp_path, page=f"    identity: {written}\n")

    assert f"stages/mine.yaml: installations.web.{said}" in str(refusal.value)


def test_accounts_of_a_stage_that_has_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StageError, match=r"web\.identity is 'cognito' where the stage has no identity"):
        read(tmp_path, None, page="    identity: cognito\n")


def test_a_key_and_where_keys_are_do_not_go_together(tmp_path: Path) -> None:
    pem = f'"-----BEGIN PUBLIC KEY-----\\n{PUBLIC_KEY}\\n-----END PUBLIC KEY-----\\n"'

    with pytest.raises(StageError, match=r"web\.identity\.jwks_url is no setting: remove it"):
        read(
            tmp_path, page=f"    identity: {{{HOST}, public_key: {pem}, jwks_url: https://a.example/jwks}}\n"
        )


def test_a_messenger_knows_its_people_itself(tmp_path: Path) -> None:
    text = BARE.replace("channel: telegram", "channel: telegram\n    identity: cognito")
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "mine.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(StageError, match=r"installations\.telegram\.identity is no setting"):
        read_stage(tmp_path, "mine")
