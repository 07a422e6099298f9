"""Meta's proofs: the signature of a body, and the token of a handshake."""

import hashlib
import hmac

import pytest
from pywa.utils import webhook_updates_validator

from lambdas.kit.meta_webhook import LONGEST_QUERY, challenge, signed, verify_token
from tests.meta_calls import KEYS, OLD_SECRET, SECRET, a_handshake, a_number, signature

BODY = b'{"object":"page"}'
NAME = a_number().id


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
def test_what_either_secret_signed_is_signed(secret: str) -> None:
    shown = signature(BODY, secret=secret)

    assert signed(BODY, shown, KEYS)
    assert webhook_updates_validator(app_secret=secret, request_body=BODY, x_hub_signature=shown)


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "sha256=",
        signature(BODY).upper(),
        signature(BODY).removeprefix("sha256="),
        signature(BODY).replace("sha256", "sha512"),
        signature(BODY) + "0",
        signature(BODY + b" "),
        signature(BODY, secret="another"),
        "sha1=" + hmac.new(SECRET.encode(), BODY, hashlib.sha1).hexdigest(),
        "sha256=" + "é" * 64,
        "sha256=" + "\udc80" * 64,
    ],
)
def test_what_neither_signed_is_not(shown: str) -> None:
    assert not signed(BODY, shown, KEYS)


def test_nothing_is_signed_where_there_is_no_secret() -> None:
    assert not signed(BODY, signature(BODY, secret=""), [])


def test_a_token_is_of_one_secret_and_one_installation() -> None:
    tokens = {verify_token(key, name) for key in KEYS for name in ("messenger", "whatsapp")}

    assert len(tokens) == 4
    assert verify_token(b"key", "messenger") == (
        hmac.new(b"key", b"parley verify messenger", hashlib.sha256).hexdigest()
    )


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
def test_whoever_shows_the_token_gets_the_challenge_back(secret: str) -> None:
    query = a_handshake(a_number(), {"challenge": "11_58.a-b"}, secret=secret).query

    assert challenge(query, KEYS, NAME) == "11_58.a-b"


@pytest.mark.parametrize(
    "changed",
    [
        {"verify_token": "wrong"},
        {"verify_token": None},
        {"verify_token": ""},
        {"verify_token": "é"},
        {"verify_token": verify_token(SECRET.encode(), "messenger")},
        {"mode": "unsubscribe"},
        {"mode": None},
        {"challenge": None},
        {"challenge": ""},
        {"challenge": "<script>"},
        {"challenge": "1" * 257},
        {"challenge": "1" * 3000},
    ],
)
def test_nobody_else_gets_anything_back(changed: dict[str, str | None]) -> None:
    assert challenge(a_handshake(a_number(), changed).query, KEYS, NAME) == ""


def test_a_member_that_stands_there_twice_is_not_read() -> None:
    query = a_handshake(a_number()).query

    assert challenge(f"{query}&hub.challenge=2", KEYS, NAME) == ""
    assert challenge(f"{query}&hub.challenge=", KEYS, NAME) == ""
    assert challenge("&".join([query, *"abcdefgh"]), KEYS, NAME) == ""


def test_so_long_a_query_is_read_and_no_longer() -> None:
    query = a_handshake(a_number()).query + "&more="
    longest = query + "x" * (LONGEST_QUERY - len(query))

    assert challenge(longest, KEYS, NAME) == "1158201444"
    assert challenge(f"{longest}x", KEYS, NAME) == ""


def test_a_token_that_is_no_text_is_another() -> None:
    query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=\ud800"

    assert challenge(query, KEYS, NAME) == ""
