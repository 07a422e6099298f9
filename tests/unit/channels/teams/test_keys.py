"""The connector's keys: which are taken, and how often they are asked for."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from lambdas.channels.teams.keys import METADATA, MOST_KEYS, SigningKeys, read_keys
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
        self.how: set[tuple[str, str]] = set()

    def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        self.how.add((ask.method, ask.headers["Accept"]))
        if self.down:
            raise NoAnswerError("timeout")
        return Answer(status=self.status, body=self.metadata if ask.url == METADATA else self.keys)

    def read(self, *, plain: bool = False) -> SigningKeys:
        return SigningKeys(http=self, plain=plain, ticks=lambda: self.now)


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
    assert web.how == {("GET", "application/json")}


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/keys", KEYS_URL])
def test_a_stand_in_s_keys_may_be_read_without_tls(url: str) -> None:
    web = Microsoft()
    web.metadata = json.dumps({"jwks_uri": url}).encode()

    web.read(plain=True)(MICROSOFT.kid)

    assert web.asked == [METADATA, url]


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

    with pytest.raises(Retryable, match="keys of the connector cannot be read"):
        web.read()("k-1")
    assert web.asked == [METADATA]


def test_an_answer_that_is_not_200_is_none() -> None:
    web = Microsoft()
    web.status = 302

    with pytest.raises(Retryable):
        web.read()("k-1")


def number(value: int) -> str:
    """As a JWK has it, without padding."""
    return urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8)).rstrip(b"=").decode()


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
        {"n": number(2**1023 + 1)},
        {"n": number(2**8192 + 1)},
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
    "body", [b"", b"{}", b"[]", b'{"keys": {}}', json.dumps({"keys": [JWK] * (MOST_KEYS + 1)}).encode()]
)
def test_what_is_no_key_set_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        read_keys(body)


def test_so_many_keys_are_read() -> None:
    listed = [JWK | {"kid": f"k-{place}"} for place in range(MOST_KEYS)]

    assert len(read_keys(json.dumps({"keys": listed}).encode())) == MOST_KEYS


def test_a_key_that_tells_no_use_verifies_and_one_that_names_no_channel_signs_for_none() -> None:
    bare = {name: value for name, value in JWK.items() if name not in {"use", "endorsements"}}

    (key,) = read_keys(json.dumps({"keys": [bare]}).encode()).values()

    assert key.endorsements == frozenset()


@pytest.mark.parametrize("size", range(256, 266))
def test_a_key_of_any_length_is_read(size: int) -> None:
    modulus = 2 ** (8 * size - 1) + 1

    (key,) = read_keys(json.dumps({"keys": [JWK | {"n": number(modulus)}]}).encode()).values()

    assert key.public.public_numbers().n == modulus
