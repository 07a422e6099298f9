"""The connector's keys: which are taken, and how often they are asked for."""

import json
from typing import Any

import pytest

from lambdas.channels.teams.keys import METADATA, SigningKeys, read_keys
from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.limited_http import Answer, Ask, NoAnswerError
from tests.teams_activities import MICROSOFT, jwks
from tests.tokens import an_issuer

KEYS_URL = "https://login.botframework.com/v1/.well-known/keys"


class Microsoft:
    """The metadata and the keys, as an ``http``; a test moves the time."""

    def __init__(self) -> None:
        self.keys = jwks()
        self.metadata = json.dumps({"issuer": "x", "jwks_uri": KEYS_URL}).encode()
        self.status, self.down, self.now = 200, False, 0.0
        self.asked: list[str] = []

    def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        if self.down:
            raise NoAnswerError("timeout")
        return Answer(status=self.status, body=self.metadata if ask.url == METADATA else self.keys)

    def read(self) -> SigningKeys:
        return SigningKeys(http=self, ticks=lambda: self.now)


def refused(keys: SigningKeys, kid: str = "unknown") -> None:
    with pytest.raises(Refused) as refusal:
        keys(kid)
    assert refusal.value.code == "forged"


def test_the_keys_are_where_the_metadata_says() -> None:
    web = Microsoft()

    key = web.read()(MICROSOFT.kid)

    assert key.public.public_numbers() == MICROSOFT.key.public_key().public_numbers()  # type: ignore[union-attr]
    assert key.endorsements == {"msteams", "skype"}
    assert web.asked == [METADATA, KEYS_URL]


def test_keys_are_kept_for_a_day() -> None:
    web = Microsoft()
    keys = web.read()
    keys(MICROSOFT.kid)

    web.now = 24 * 3600 - 1
    keys(MICROSOFT.kid)
    assert len(web.asked) == 2

    web.now += 1
    keys(MICROSOFT.kid)
    assert len(web.asked) == 4


def test_a_flood_of_unknown_keys_asks_once_a_minute() -> None:
    web = Microsoft()
    keys = web.read()

    for second in range(180):
        web.now = float(second)
        refused(keys, f"unknown-{second}")

    assert len(web.asked) == 2 * 3


def test_a_new_key_is_found_after_a_minute() -> None:
    web = Microsoft()
    keys = web.read()
    keys(MICROSOFT.kid)
    new = an_issuer(number=23)
    web.keys = jwks(issuer=new).replace(b'"k-1"', b'"k-2"')

    web.now = 59
    refused(keys, "k-2")
    web.now = 60
    assert keys("k-2").endorsements
    refused(keys, MICROSOFT.kid)


def test_where_they_cannot_be_read_the_older_ones_are_believed_for_five_days() -> None:
    web = Microsoft()
    keys = web.read()
    keys(MICROSOFT.kid)
    web.down = True

    web.now = 5 * 24 * 3600 - 1
    keys(MICROSOFT.kid)
    web.now += 1
    with pytest.raises(Retryable):
        keys(MICROSOFT.kid)


def test_where_they_cannot_be_read_they_are_asked_for_again_after_five_seconds() -> None:
    web = Microsoft()
    web.down = True
    keys = web.read()
    for second in range(10):
        web.now = float(second)
        with pytest.raises(Retryable):
            keys("k")

    assert len(web.asked) == 2


@pytest.mark.parametrize(
    "metadata",
    [
        b"",
        b"[]",
        b"{}",
        b'{"jwks_uri": 7}',
        b'{"jwks_uri": "http://login.botframework.com/keys"}',
        b'{"jwks_uri": "file:///etc/passwd"}',
        b"[" * 100_000,
    ],
)
def test_metadata_that_names_no_https_address_is_none(metadata: bytes) -> None:
    web = Microsoft()
    web.metadata = metadata

    with pytest.raises(Retryable):
        web.read()("k-1")
    assert web.asked == [METADATA]


def test_an_answer_that_is_not_200_is_none() -> None:
    web = Microsoft()
    web.status = 302

    with pytest.raises(Retryable):
        web.read()("k-1")


JWK = {**MICROSOFT.jwk(), "endorsements": ["msteams"]}


@pytest.mark.parametrize(
    "members",
    [
        {"kty": "EC"},
        {"use": "enc"},
        {"kid": 7},
        {"n": 7},
        {"n": "é"},
        {"n": "AQAB"},
        {"e": "AA"},
        {"e": ""},
        {"endorsements": "msteams"},
        {"endorsements": None},
    ],
)
def test_a_key_that_proves_nothing_is_left_out(members: dict[str, Any]) -> None:
    second = {**JWK, "kid": "k-2"}

    read = read_keys(json.dumps({"keys": [JWK | members, second, 7]}).encode())

    assert list(read) == ["k-2"]


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"keys": {}}', json.dumps({"keys": [JWK] * 101}).encode()]
)
def test_what_is_no_key_set_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        read_keys(body)
