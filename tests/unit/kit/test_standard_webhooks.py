"""Signed webhooks, judged by the library of Standard Webhooks."""

import hashlib
import hmac
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from lambdas.kit.standard_webhooks import (
    ID,
    SIGNATURE,
    TIMESTAMP,
    NotSignedError,
    check_signed,
    key_of,
    signed_headers,
)

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
AT = 1_614_265_330


def test_the_example_of_the_specification_is_signed_as_there() -> None:
    # Source: https://github.com/standard-webhooks/standard-webhooks (the libraries' tests)
    headers = signed_headers(
        key_of(SECRET), webhook_id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=AT, body=b'{"test": 2432232314}'
    )

    assert headers[SIGNATURE] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_its_library_takes_what_we_sign() -> None:
    now = int(datetime.now(UTC).timestamp())

    headers = signed_headers(key_of(SECRET), webhook_id="msg_1", at=now, body='{"a":"ñ"}'.encode())

    assert Webhook(SECRET).verify('{"a":"ñ"}'.encode(), dict(headers)) == {"a": "ñ"}


@given(st.binary(min_size=24, max_size=64), st.text(st.characters(codec="utf-8")))
def test_we_take_what_its_library_signs(key: bytes, body: str) -> None:
    signature = Webhook(key).sign("msg_1", datetime.fromtimestamp(AT, UTC), body)
    headers = {ID: "msg_1", TIMESTAMP: str(AT), SIGNATURE: signature}

    webhook_id = check_signed(headers, body.encode(), keys=[key_of(b64encode(key).decode())], now=AT)

    assert webhook_id == "msg_1"


@pytest.mark.parametrize("at", [f"+{AT}", f" {AT}", f"{AT}.0", "\u0661\u0666" + str(AT)[2:], "9" * 13])
def test_a_time_in_other_letters_is_none_although_it_was_signed(at: str) -> None:
    digest = hmac.digest(key_of(SECRET), f"msg_1.{at}.".encode(), hashlib.sha256)
    headers = {ID: "msg_1", TIMESTAMP: at, SIGNATURE: f"v1,{b64encode(digest).decode()}"}

    with pytest.raises(NotSignedError, match="no id or no time"):
        check_signed(headers, b"", keys=[key_of(SECRET)], now=AT)


@pytest.mark.parametrize("secret", [SECRET, SECRET.removeprefix("whsec_"), SECRET.rstrip("=")])
def test_a_secret_may_be_written_with_its_prefix_or_without(secret: str) -> None:
    assert key_of(secret) == key_of(SECRET)


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_" + "A" * 200, "whsec_not base64!", "é" * 40, "=" * 40]
)
def test_what_is_no_secret_is_told(secret: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        key_of(secret)


@pytest.mark.parametrize("size", [24, 25, 26])
def test_a_secret_of_any_length_may_be_written_without_its_padding(size: int) -> None:
    key = b"k" * size

    assert key_of(b64encode(key).decode().rstrip("=")) == key


def test_signatures_stand_apart_by_a_space_and_by_nothing_else() -> None:
    headers = signed_headers(key_of(SECRET), webhook_id="msg_1", at=AT, body=b"{}")

    check_signed({**headers, SIGNATURE: f"v1,x {headers[SIGNATURE]}"}, b"{}", keys=[key_of(SECRET)], now=AT)

    with pytest.raises(NotSignedError):
        check_signed(
            {**headers, SIGNATURE: f"v1,x\t{headers[SIGNATURE]}"}, b"{}", keys=[key_of(SECRET)], now=AT
        )
