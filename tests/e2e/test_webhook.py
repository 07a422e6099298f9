"""What the webhook takes and refuses, from outside."""

import http.client
import json
from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest

from cli.installed import installed_locally
from tests.e2e.somebody import Somebody
from tests.local_platform import LocalPlatform

SECRET = "X-Telegram-Bot-Api-Secret-Token"
OPENING = "Book hotel room for a week starting from September 1."
KIB = 1024


@pytest.fixture
def secret(platform: LocalPlatform) -> str:
    return installed_locally("telegram", local=platform.local).secrets.newest_proof()


def call(
    platform: LocalPlatform,
    body: bytes,
    *headers: tuple[str, str],
    path: str = "/webhooks/telegram",
    method: str = "POST",
) -> int:
    """The status of a call, header by header as given."""
    line = http.client.HTTPConnection(urlsplit(platform.site).netloc, timeout=30)
    try:
        line.putrequest(method, path)
        for name, value in (("Content-Length", str(len(body))), *headers):
            line.putheader(name, value.encode())
        line.endheaders(body)
        return line.getresponse().status
    finally:
        line.close()


def an_update(**message: object) -> bytes:
    return json.dumps({"update_id": 1, "message": message}).encode()


def test_an_unknown_installation_is_not_found(platform: LocalPlatform, secret: str) -> None:
    assert call(platform, b"{}", (SECRET, secret), path="/webhooks/nobody") == 404


def test_a_page_s_installation_has_no_webhook(platform: LocalPlatform, secret: str) -> None:
    assert call(platform, b"{}", (SECRET, secret), path="/webhooks/web") == 404


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(SECRET, "")],
        [(SECRET, "x" * 64)],
        [(SECRET, "é" * 64)],
        [(SECRET, "x" * 4096)],
        [("Authorization", "Bearer x")],
    ],
)
def test_whoever_cannot_prove_to_be_telegram_is_refused(
    platform: LocalPlatform, headers: Sequence[tuple[str, str]]
) -> None:
    chat = {"id": 1, "type": "private"}

    assert call(platform, an_update(message_id=1, date=1, chat=chat, text="x"), *headers) == 401


def test_a_secret_given_twice_is_refused_when_one_is_wrong(platform: LocalPlatform, secret: str) -> None:
    assert call(platform, b"{}", (SECRET, secret), (SECRET, "x" * 64)) == 401


def test_a_header_s_name_may_be_written_in_any_case(platform: LocalPlatform, secret: str) -> None:
    assert call(platform, b'{"update_id":1,"poll":{}}', (SECRET.lower(), secret)) == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"update_id":"x"}', b"[" * 10_000]
)
def test_what_is_no_update_is_refused(platform: LocalPlatform, secret: str, body: bytes) -> None:
    assert call(platform, body, (SECRET, secret), ("Content-Type", "application/json")) == 400


@pytest.mark.parametrize("media_type", ["application/octet-stream", "image/png", "application/json"])
def test_a_verified_kind_that_we_do_not_handle_is_taken(
    platform: LocalPlatform, secret: str, media_type: str
) -> None:
    # API Gateway hands on a body that it takes for no text in base64.
    body = b'{"update_id":1,"chat_boost":{"chat":{}}}'

    assert call(platform, body, (SECRET, secret), ("Content-Type", media_type)) == 200


def test_an_update_of_more_than_256_kib_is_refused(platform: LocalPlatform, secret: str) -> None:
    assert call(platform, an_update(text="x" * 256 * KIB), (SECRET, secret)) == 413


def test_after_all_that_telegram_is_still_answered(platform: LocalPlatform) -> None:
    call(platform, b"{", (SECRET, "x"))

    assert Somebody(platform).says(OPENING).text == "In which city would you like to book a room?"
