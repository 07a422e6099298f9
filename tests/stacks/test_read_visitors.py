"""How a page knows its visitors, in a stage file: what is read of it, and what a bad one is answered with."""

from pathlib import Path

import pytest

from stacks.read_stage import read_stage
from stacks.signing_in import PoolIdentity, SiteIdentity
from stacks.stage_file import StageError
from tests.stacks.test_read_identity import BARE, read

PUBLIC_KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEq1tRZl9pGwQbnvQ0b9uYp0m4UOq3nJc2"
HOST = "issuer: https://www.example.com, audience: parley, algorithm: ES256"


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
