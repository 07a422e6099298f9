"""Whose tokens tell who a page's visitor is, as connection hears of it."""

from pathlib import Path

from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Vouching
from tests.stacks.assembly import Assembly
from tests.stacks.test_identity import assembled, tree_of

WEB = InstallationId("web")
SITE = "{issuer: acme, audience: parley, algorithm: ES256, jwks_url: https://www.example.com/jwks.json}"


def test_nobody_vouches_for_visitors_unless_the_stage_says_who(production: Assembly) -> None:
    installations = production.installations("Connection")

    assert {each.identity for each in installations.values()} == {None}
    assert verifies_tokens(production) == [False] * 3


def test_the_site_around_a_page_may(tmp_path: Path) -> None:
    stage = assembled(tree_of(tmp_path, (r"^  web:\n", f"  web:\n    identity: {SITE}\n")))

    told = stage.installations("Connection")[WEB]
    elsewhere = stage.installations("Response")[WEB]
    assert told.identity == Vouching(
        issuer="acme",
        audience="parley",
        algorithm="ES256",
        jwks_url="https://www.example.com/jwks.json",
    )
    assert elsewhere.identity is None
    assert verifies_tokens(stage) == [True] * 3


def verifies_tokens(stage: Assembly) -> list[bool]:
    """Whether connection carries what it takes."""
    folder = stage.bundle("Connection")
    return [(folder / name).exists() for name in ("jwt", "cryptography", "lambdas/identity/tokens.py")]


def test_a_page_for_known_people_alone_is_told_so(tmp_path: Path) -> None:
    page = f"  web:\n    identity: {SITE}\n    identity_required: true\n"
    stage = assembled(tree_of(tmp_path, (r"^  web:\n", page)))

    told = stage.installations("Connection")

    assert {name for name, each in told.items() if each.identity_required} == {WEB}


def test_the_stage_s_own_accounts_may(tmp_path: Path) -> None:
    stage = assembled(tree_of(tmp_path, (r"^  web:\n", "  web:\n    identity: cognito\n")))

    told = stage.installations("Connection")[WEB]
    assert told.identity == Vouching(
        issuer="https://Users",
        client_id="AppClient",
        algorithm="RS256",
        jwks_url="https://Users/.well-known/jwks.json",
    )
