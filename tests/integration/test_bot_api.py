"""Calls of the Bot API over real HTTP: what arrives, and what each failure is taken for."""

import socket
from collections.abc import Iterator

import pytest
from urllib3 import PoolManager, Timeout

from lambdas.channels.telegram.api import BotApi
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.kit.log import log_json
from tests.bot_server import GONE, BotServer, a_bot_server

TOKEN = "123456:a-token-of_a-bot"
QUICK = Timeout(connect=1, read=1)


@pytest.fixture
def server() -> Iterator[BotServer]:
    with a_bot_server() as running:
        yield running


@pytest.fixture
def http() -> Iterator[PoolManager]:
    with PoolManager() as pool:
        yield pool


def an_api(url: str, http: PoolManager) -> BotApi:
    return BotApi(endpoint=url, token=lambda: TOKEN, http=http)


def test_a_call_arrives_as_json_at_the_bot_s_address(server: BotServer, http: PoolManager) -> None:
    an_api(server.url, http).call("sendMessage", {"chat_id": 42, "text": "¿Qué tal? 🙂"})

    assert server.calls == [(f"/bot{TOKEN}/sendMessage", {"chat_id": 42, "text": "¿Qué tal? 🙂"})]


def test_a_connection_is_used_again(server: BotServer, http: PoolManager) -> None:
    api = an_api(server.url, http)

    for _ in range(3):
        api.call("getMe", {})

    assert http.connection_from_url(server.url).num_connections == 1


def test_a_wait_that_is_asked_for_is_heard(server: BotServer, http: PoolManager) -> None:
    told = {"ok": False, "error_code": 429, "description": "Too Many", "parameters": {"retry_after": 5}}
    server.orders.append((429, told))

    with pytest.raises(Retryable) as failure:
        an_api(server.url, http).call("sendMessage", {})

    assert failure.value.again_s == 5


def test_a_server_that_says_nothing_leaves_the_outcome_unknown(server: BotServer, http: PoolManager) -> None:
    server.silence.clear()

    with pytest.raises(Ambiguous):
        an_api(server.url, http).call("sendMessage", {}, timeout=QUICK)

    assert len(server.calls) == 1


def test_a_server_that_hangs_up_leaves_the_outcome_unknown(server: BotServer, http: PoolManager) -> None:
    server.orders.append(GONE)

    with pytest.raises(Ambiguous):
        an_api(server.url, http).call("sendMessage", {})

    assert len(server.calls) == 1


def test_a_server_that_is_not_there_was_sent_nothing(http: PoolManager) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]

    with pytest.raises(Retryable) as failure:
        an_api(f"http://127.0.0.1:{port}", http).call("sendMessage", {})

    assert not isinstance(failure.value, Ambiguous)


def test_a_redirection_is_not_followed(server: BotServer, http: PoolManager) -> None:
    server.orders.append((302, {}))

    with pytest.raises(Retryable):
        an_api(server.url, http).call("sendMessage", {})

    assert len(server.calls) == 1


def test_the_token_is_in_no_failure(
    server: BotServer, http: PoolManager, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    server.orders.append(GONE)

    with pytest.raises(Ambiguous) as failure:
        an_api(server.url, http).call("sendMessage", {})

    assert TOKEN not in f"{failure.value!r} {failure.value.__cause__!r}"
    assert TOKEN not in caplog.text


def test_the_token_is_in_no_log_where_an_answer_has_headers_that_are_none(
    server: BotServer, http: PoolManager, caplog: pytest.LogCaptureFixture
) -> None:
    for logger in (None, "botocore", "urllib3"):
        # What it is set to ends with the test.
        caplog.set_level("INFO", logger=logger)
    log_json()
    server.head = b"no header\r\n"

    an_api(server.url, http).call("sendMessage", {})

    assert TOKEN not in caplog.text
