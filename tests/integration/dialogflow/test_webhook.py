"""Calling a webhook over HTTP, as it answers, fails, is silent or is not there."""

import socket
import time
from collections.abc import Iterator

import pytest

from definition.dialogflow.agent import Webhook
from dev.dialogflow.webhook import DEADLINE_EXCEEDED, UNAVAILABLE, HttpWebhook, WebhookFailedError
from tests.bot_server import BotServer, a_bot_server


@pytest.fixture
def server() -> Iterator[BotServer]:
    with a_bot_server() as server:
        yield server


def webhook(server: BotServer) -> HttpWebhook:
    """The webhook at a server."""
    return HttpWebhook(Webhook(url=f"{server.url}/engines/dialogflow/pizza"))


def test_a_webhook_is_posted_the_request(server: BotServer) -> None:
    server.orders = [(200, {"fulfillmentText": "Hello"})]

    answer = webhook(server)({"session": "s"})

    assert answer == {"fulfillmentText": "Hello"}
    assert server.calls == [("/engines/dialogflow/pizza", {"session": "s"})]


@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_another_status_than_200_is_a_failure(server: BotServer, status: int) -> None:
    server.orders = [(status, {})]

    with pytest.raises(WebhookFailedError, match=f"HTTP status code: {status}") as failed:
        webhook(server)({})

    assert failed.value.code == UNAVAILABLE


def test_a_silent_webhook_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        began = time.monotonic()

        with pytest.raises(WebhookFailedError, match="DEADLINE_EXCEEDED") as failed:
            HttpWebhook(Webhook(url=url), within_s=0.1)({})

    assert failed.value.code == DEADLINE_EXCEEDED
    assert time.monotonic() - began < 5


def test_a_webhook_that_is_not_there_is_a_failure() -> None:
    nowhere = HttpWebhook(Webhook(url="http://127.0.0.1:9/"))

    with pytest.raises(WebhookFailedError, match="URL_UNREACHABLE") as failed:
        nowhere({})

    assert failed.value.code == UNAVAILABLE
