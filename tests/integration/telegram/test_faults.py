"""Faults that a test can ask for."""

import time
from typing import Any

import pytest
from aiohttp import ClientError

from tests.integration.telegram.running import Telegram, run


async def texts(telegram: Telegram, chat: int) -> list[str]:
    calls = (await telegram.look(f"chats/{chat}"))["calls"]
    return [
        call["message"]["text"] if "message" in call else call["refused"]["description"] for call in calls
    ]


def test_it_says_how_long_to_wait_and_only_as_often_as_asked() -> None:
    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]
        await telegram.control("faults", method="sendMessage", error_code=429, retry_after=3, times=1)

        refused = await telegram.call("sendMessage", chat_id=chat, text="x")

        assert refused == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        }
        assert (await telegram.call("sendMessage", chat_id=chat, text="x"))["ok"]
        assert await texts(telegram, chat) == ["Too Many Requests: retry after 3", "x"]

    run(body)


def test_a_fault_may_be_for_one_chat_and_be_called_off() -> None:
    async def body(telegram: Telegram) -> None:
        ada = (await telegram.say(text="hi"))["chat_id"]
        grace = (await telegram.say(user="Grace", text="hi"))["chat_id"]
        await telegram.control("faults", chat_id=ada, error_code=502, times=9)

        assert (await telegram.call("sendMessage", chat_id=grace, text="x"))["ok"]
        assert (await telegram.call("sendMessage", chat_id=ada, text="x"))["error_code"] == 502
        async with telegram.client.delete(f"{telegram.url}/_dev/faults") as answer:
            assert answer.status == 200
        assert (await telegram.call("sendMessage", chat_id=ada, text="x"))["ok"]

    run(body)


def test_a_lost_answer_is_of_a_call_that_was_carried_out() -> None:
    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]
        await telegram.control("faults", method="sendMessage", lose=True)

        with pytest.raises(ClientError):
            await telegram.call("sendMessage", chat_id=chat, text="x")

        assert await texts(telegram, chat) == ["x"]

    run(body)


def test_an_answer_may_come_late() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.control("faults", slow_s=0.2)
        began = time.monotonic()

        assert (await telegram.call("getMe"))["ok"]

        assert time.monotonic() - began >= 0.2

    run(body)


@pytest.mark.parametrize("asked", [{"error": 500}, {"times": "x", "nonsense": 1}])
def test_what_is_no_fault_is_refused(asked: dict[str, Any]) -> None:
    async def body(telegram: Telegram) -> None:
        assert await telegram.control("faults", **asked) == 400

    run(body)
