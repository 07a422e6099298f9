"""Signing in, in a stage file: what is read of it, and what a bad one is answered with."""

import re
from pathlib import Path

import pytest

from stacks.read_stage import read_stage
from stacks.signing_in import Identity, Provider
from stacks.stage import Stage
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT

LOCAL = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
# The stage's own settings are left out; each test writes those that it is about.
BARE = re.sub(r"(?m)^identity:.*\n(  .*\n)+", "", LOCAL)
VERSION = "secret_version: 00000000-0000-0000-0000-000000000001"


def read(root: Path, identity: str | None = "{mfa: none}", *, page: str = "", name: str = "mine") -> Stage:
    """A stage with this below ``identity``, and this below the installation ``web``."""
    text = BARE if identity is None else f"{BARE}\nidentity: {identity}\n"
    text = text.replace("  web:\n", f"  web:\n{page}")
    (root / "stages").mkdir()
    (root / "stages" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_stage(root, name)


def test_a_stage_without_it_lets_nobody_sign_in(tmp_path: Path) -> None:
    assert read(tmp_path, None).identity is None


@pytest.mark.parametrize("name", ["aws", "my-amazon-shop", "cognito-trial"])
def test_a_stage_named_with_a_word_of_cognito_s_own_has_a_prefix_of_another(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(StageError) as refusal:
        read(tmp_path, name=name)

    fact = f"stages/{name}.yaml: identity.domain_prefix is missing, and Cognito takes none made of {name}: "
    assert (
        str(refusal.value) == f"{fact}write one without aws, amazon and cognito, or name the stage otherwise"
    )


def test_a_stage_of_any_name_may_have_a_prefix_of_its_own(tmp_path: Path) -> None:
    identity = read(tmp_path, "{mfa: none, domain_prefix: acme-chat}", name="aws").identity

    assert identity is not None
    assert identity.domain_prefix == "acme-chat"


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


def test_what_a_person_reads_of_a_scope_may_differ_by_language(tmp_path: Path) -> None:
    identity = read(tmp_path, "{mfa: none, scopes: {bookings.read: {es: Ver, en: See}}}").identity

    assert identity is not None
    assert list(identity.scopes["bookings.read"].items()) == [("es", "Ver"), ("en", "See")]


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
        scopes={"bookings.read": {"en": "See your bookings"}},
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
            "{mfa: none, scopes: {bookings.read: {Spanish: Ver}}}",
            "identity.scopes.bookings.read.Spanish is no language: write a language as es",
        ),
        (
            "{mfa: none, scopes: {bookings.read: {en: ''}}}",
            "identity.scopes.bookings.read.en is '': write 1 to 256 characters that tell people what",
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
