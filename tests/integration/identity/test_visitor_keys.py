"""The keys of whoever vouches for a page's visitors, read where the stage says they are."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lambdas.connection.vouched import site_identities
from lambdas.domain.errors import Retryable
from lambdas.domain.identity_ports import SiteIdentities
from lambdas.domain.installation import Vouching
from tests.fakes.clock import SetClock
from tests.tokens import ACCESS_CLAIMS, CLIENT, SITE_CLAIMS, an_issuer
from tests.user_pool import serving

POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"
ISSUER = an_issuer("RS256")
KEYS = json.dumps({"keys": [ISSUER.jwk()]}).encode()


@contextmanager
def keys_at(path: str) -> Iterator[tuple[str, list[str]]]:
    """A server with the keys at one path: its address, and what was asked of it."""
    asked: list[str] = []

    def serve(given: str, _target: str, _body: bytes) -> tuple[int, bytes]:
        asked.append(given)
        return (200, KEYS) if given == path else (404, b"")

    with serving(serve) as url:
        yield url, asked


def built(vouching: Vouching, *, emulator: str = "") -> SiteIdentities:
    return site_identities(vouching, emulator=emulator, clock=SetClock())


def of_the_site(url: str) -> Vouching:
    issuer, audience = SITE_CLAIMS["iss"], SITE_CLAIMS["aud"]
    return Vouching(issuer=issuer, audience=audience, algorithm="RS256", jwks_url=url)


def of_the_pool() -> Vouching:
    jwks = f"{POOL}/.well-known/jwks.json"
    return Vouching(issuer=POOL, client_id=CLIENT, algorithm="RS256", jwks_url=jwks)


def test_a_site_on_this_machine_shows_its_keys_without_tls() -> None:
    with keys_at("/jwks.json") as (url, asked):
        identities = built(of_the_site(f"{url}/jwks.json"))
        assert asked == []

        known = [identities.verify(ISSUER.token(SITE_CLAIMS)).subject for _ in range(2)]

    assert known == ["customer-7"] * 2
    assert asked == ["/jwks.json"]


def test_an_emulated_pool_s_keys_are_read_from_the_emulator() -> None:
    with keys_at("/eu-west-1_abc/.well-known/jwks.json") as (url, _):
        identities = built(of_the_pool(), emulator=url)

        assert identities.verify(ISSUER.token({**ACCESS_CLAIMS, "iss": POOL})).subject == "s-ann"


def test_a_site_s_keys_are_never_the_emulator_s() -> None:
    with keys_at("/jwks.json") as (url, _), keys_at("/jwks.json") as (emulator, asked):
        built(of_the_site(f"{url}/jwks.json"), emulator=emulator).verify(ISSUER.token(SITE_CLAIMS))

    assert asked == []


def test_while_keys_cannot_be_read_nobody_is_judged() -> None:
    with keys_at("/elsewhere") as (url, _):
        identities = built(of_the_site(f"{url}/jwks.json"))

        with pytest.raises(Retryable):
            identities.verify(ISSUER.token(SITE_CLAIMS))
