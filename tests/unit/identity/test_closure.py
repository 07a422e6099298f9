"""What verifies and encrypts is heavy; it goes with its adapters, and with nothing else."""

from collections.abc import Collection
from pathlib import Path

import pytest

from stacks.closure import closure

ROOT = Path(__file__).resolve().parents[3]


def packages(module: str, *, without: Collection[str] = ()) -> set[str]:
    return {name.partition(".")[0] for name in closure(ROOT, module, without=without).foreign}


@pytest.mark.parametrize("module", ["tokens", "jwks", "vault"])
def test_what_verifies_or_encrypts_brings_cryptography(module: str) -> None:
    assert "cryptography" in packages(f"lambdas.identity.{module}")


def test_the_door_brings_it_only_where_somebody_vouches_for_visitors() -> None:
    handler = "lambdas.connection.handler"

    assert packages(handler) >= {"cryptography", "jwt"}
    assert not packages(handler, without=["lambdas.connection.vouched"]) & {"cryptography", "jwt"}


def test_request_brings_it_only_for_the_messenger_that_signs_with_keys() -> None:
    handler = "lambdas.request.handler"

    assert packages(handler) & {"cryptography", "jwt"} == {"cryptography"}
    assert not packages(handler, without=["lambdas.channels.teams"]) & {"cryptography", "jwt"}


@pytest.mark.parametrize(
    "module",
    [
        "lambdas.domain.account_ports",
        "lambdas.domain.login_link",
        "lambdas.identity.cognito",
        "lambdas.identity.link_office",
        "lambdas.stores.accounts",
        "lambdas.stores.logins",
    ],
)
def test_what_does_not_brings_neither(module: str) -> None:
    assert not packages(module) & {"cryptography", "jwt"}
