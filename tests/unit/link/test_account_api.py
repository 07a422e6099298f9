"""``/api/account``: what the authorizer let in sees its own account, masked, and signs it out everywhere."""

import json
from dataclasses import replace
from typing import Any

import pytest

from lambdas.domain.account import AccountState
from tests.accounts import ISSUER
from tests.builders import ANN, BOB
from tests.tokens import CLIENT
from tests.unit.link.apps import call
from tests.unit.link.world import DOWN, World

CLAIMS = {"iss": ISSUER, "sub": "s-ann", "token_use": "access", "client_id": CLIENT}


def body_of(response: dict[str, Any]) -> dict[str, Any]:
    assert response["headers"]["content-type"] == "application/json"
    assert response["headers"]["cache-control"] == "no-store"
    read: dict[str, Any] = json.loads(response["body"])
    return read


def test_a_person_sees_each_chat_of_the_account_masked(world: World) -> None:
    world.link_account()
    world.link_account(owner=BOB)

    accounts = body_of(call(world, "GET /api/account", claims=CLAIMS))["accounts"]

    assert accounts == 2 * [
        {
            "name": "Ann",
            "email": "a•••@example.org",
            "scopes": ["openid", "bookings.read"],
            "until": "2026-12-22T01:30:00.000Z",
        }
    ]


@pytest.mark.parametrize("changed", [{"sub": "s-bob"}, {"iss": "https://other.example"}])
def test_another_person_sees_nothing_of_it(world: World, changed: dict[str, str]) -> None:
    world.link_account()

    assert body_of(call(world, "GET /api/account", claims=CLAIMS | changed)) == {"accounts": []}


def test_an_account_that_is_being_signed_out_is_not_shown(world: World) -> None:
    world.accounts.linked[ANN] = replace(world.link_account(), state=AccountState.REVOKING)

    assert body_of(call(world, "GET /api/account", claims=CLAIMS)) == {"accounts": []}


@pytest.mark.attack("token of a wrong use")
@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(
    "claims",
    [
        None,
        {},
        CLAIMS | {"token_use": "id"},
        CLAIMS | {"client_id": "another"},
        {"iss": ISSUER, "sub": "s-ann"},
    ],
)
def test_whoever_shows_no_access_token_of_our_client_gets_nothing(
    world: World, method: str, claims: dict[str, str] | None
) -> None:
    world.link_account()

    response = call(world, f"{method} /api/account", claims=claims)

    assert response["statusCode"] == 401
    assert ANN in world.accounts.linked


def test_a_person_signs_out_of_every_chat_at_once(world: World) -> None:
    world.link_account()
    world.link_account(owner=BOB)

    response = call(world, "DELETE /api/account", claims=CLAIMS)

    assert (response["statusCode"], body_of(response)) == (200, {"signed_out": 2, "done": True})
    assert world.accounts.linked == {}
    assert world.provider.refreshes == {}


def test_signing_out_everywhere_goes_on_after_one_that_failed_and_may_be_asked_again(world: World) -> None:
    world.link_account()
    world.link_account(owner=BOB)
    world.provider.faults.fail("revoke", DOWN)

    first = call(world, "DELETE /api/account", claims=CLAIMS)
    left = {owner: account.state for owner, account in world.accounts.linked.items()}
    second = call(world, "DELETE /api/account", claims=CLAIMS)

    assert (first["statusCode"], second["statusCode"]) == (503, 200)
    assert list(left.values()) == [AccountState.REVOKING]
    assert world.accounts.linked == {}


def test_a_table_that_is_down_is_told_as_json(world: World) -> None:
    world.accounts.faults.fail("chats", DOWN)

    response = call(world, "GET /api/account", claims=CLAIMS)

    assert (response["statusCode"], body_of(response)) == (503, {"code": "unavailable"})
