"""Whom connection believes who a visitor is, as the stage says."""

from dataclasses import replace

import pytest

from lambdas.connection.vouched import site_identities
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import SiteIdentities
from lambdas.domain.installation import Vouching
from tests.fakes.clock import SetClock
from tests.tokens import SITE_CLAIMS, an_issuer

SHOP = an_issuer("EdDSA")
EMULATOR = "http://127.0.0.1:9"


def built(vouching: Vouching, *, emulator: str = "") -> SiteIdentities:
    return site_identities(vouching, emulator=emulator, clock=SetClock())


def of_the_site(**key: str) -> Vouching:
    issuer, audience = SITE_CLAIMS["iss"], SITE_CLAIMS["aud"]
    return Vouching(issuer=issuer, audience=audience, algorithm=SHOP.algorithm, **key)


def test_a_site_is_believed_by_the_key_that_the_stage_pins() -> None:
    identities = built(of_the_site(public_key=SHOP.pem()))

    assert identities.verify(SHOP.token(SITE_CLAIMS)).subject == "customer-7"
    with pytest.raises(Refused):
        identities.verify(an_issuer("EdDSA", number=2).token(SITE_CLAIMS))


def test_each_installation_has_the_audience_that_the_stage_says() -> None:
    vouching = replace(of_the_site(public_key=SHOP.pem()), audience="parley-staff")
    identities = built(vouching)

    assert identities.verify(SHOP.token({**SITE_CLAIMS, "aud": "parley-staff"})).subject == "customer-7"
    with pytest.raises(Refused):
        identities.verify(SHOP.token(SITE_CLAIMS))


@pytest.mark.parametrize(
    ("vouching", "emulator"),
    [
        (of_the_site(jwks_url="http://shop.example/jwks.json"), ""),
        (of_the_site(jwks_url="http://shop.example/jwks.json"), EMULATOR),
        (of_the_site(public_key="-----BEGIN PUBLIC KEY-----"), ""),
    ],
)
def test_a_key_that_nobody_could_rely_on_is_none(vouching: Vouching, emulator: str) -> None:
    with pytest.raises(ValueError, match=r"no https address|no public key"):
        built(vouching, emulator=emulator)
