"""Links to sign in by come of our newest key and a nonce, and are kept nowhere."""

import pytest
from botocore.exceptions import EndpointConnectionError

from lambdas.domain.account import Secret
from lambdas.domain.errors import Retryable
from lambdas.domain.login_link import link_secret, login_id
from lambdas.identity.links import SecretLinks

NONCE = "0" * 32
SITE = "https://chat.example"


def test_a_link_leads_to_our_pages_by_a_secret_that_only_the_key_makes() -> None:
    links = SecretLinks(keys=lambda: (b"new", b"old"), site=SITE)

    assert links.url(NONCE) == f"{SITE}/link/{link_secret(b'new', NONCE).text}"


def test_the_login_of_a_nonce_is_the_one_that_its_link_opens() -> None:
    links = SecretLinks(keys=lambda: (b"new",), site=SITE)

    assert links.login(NONCE) == login_id(Secret(links.url(NONCE).rpartition("/")[2]))


def test_a_key_that_cannot_be_read_may_be_read_later() -> None:
    def unreachable() -> tuple[bytes, ...]:
        raise EndpointConnectionError(endpoint_url="https://secrets.example")

    links = SecretLinks(keys=unreachable, site=SITE)

    with pytest.raises(Retryable):
        links.url(NONCE)
