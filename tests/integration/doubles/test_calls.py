"""What a bot does at a double: recorded, shown, and failed as a test asks."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientError

from tests.integration.doubles.running import Running, run


async def a_chat(there: Running) -> str:
    return str((await there.says(text="hi"))["chat"])


async def calls(there: Running, chat: str, query: str = "") -> list[dict[str, Any]]:
    _, told = await there.get(f"_dev/chats/{chat}{query}")
    found: list[dict[str, Any]] = told["calls"]
    return found


def test_a_call_is_kept_with_what_the_person_sees() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)

        assert await there.post("send", to=chat, text="Where?", buttons=["Paris"]) == (200, {"message": "M1"})

        (call,) = await calls(there, chat)
        assert (call["number"], call["method"], call["status"]) == (1, "send", 200)
        assert call["parameters"] == {"to": chat, "text": "Where?", "buttons": ["Paris"]}
        assert call["shown"] == {"kind": "text", "text": "Where?", "buttons": [{"label": "Paris"}]}

    run(body)


def test_the_next_call_is_waited_for() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("send", to=chat, text="one")

        waiting = asyncio.create_task(calls(there, chat, "?after=1&wait_s=10"))
        await there.post("send", to=chat, text="two")

        assert [call["number"] for call in await waiting] == [2]
        assert await calls(there, chat, "?after=2&wait_s=0.01") == []

    run(body)


def test_a_button_is_pressed_where_it_was_shown_last() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        for text in ("one", "two"):
            await there.post("send", to=chat, text=text, buttons=["Yes"])

        await there.says(choose="Yes")

        pressed = (await there.hook.heard(2))[1]
        assert (pressed["pressed"], pressed["message"]) == ("Y", "M2")

    run(body)


def test_a_link_leads_away_and_tells_the_bot_nothing() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("send", to=chat, text="Look", buttons=["Site"])

        said = await there.says(choose="Site")

        assert (said["url"], said["deliveries"]) == ("https://bot.example", [])

    run(body)


def test_a_button_that_is_not_shown_cannot_be_pressed() -> None:
    async def body(there: Running) -> None:
        await a_chat(there)

        assert (await there.post("_dev/say", user="Ada", choose="Yes"))[0] == 404

    run(body)


def test_a_fault_is_answered_in_the_messenger_s_words_as_often_as_asked() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("_dev/faults", method="send", status=429, code="slow down", retry_after=3)

        async with there.client.post(f"{there.url}/send", json={"to": chat, "text": "x"}) as refused:
            assert (refused.status, refused.headers["Retry-After"]) == (429, "3")
            assert await refused.json() == {"error": "slow down"}
        assert (await there.post("send", to=chat, text="x"))[0] == 200

        first, second = await calls(there, chat)
        assert (first["status"], first["shown"], second["status"]) == (429, None, 200)

    run(body)


def test_a_call_may_bring_its_fault_along() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        brought = {"X-Parley-Fault": '{"status": 503, "code": "down"}'}

        async with there.client.post(
            f"{there.url}/send", json={"to": chat, "text": "x"}, headers=brought
        ) as failed:
            assert (failed.status, await failed.json()) == (503, {"error": "down"})

        assert (await there.post("send", to=chat, text="x"))[0] == 200

    run(body)


def test_a_fault_in_one_chat_leaves_the_others_alone() -> None:
    async def body(there: Running) -> None:
        ada, bob = await a_chat(there), (await there.says(user="Bob", text="hi"))["chat"]
        await there.post("_dev/faults", chat=bob, status=500)

        assert (await there.post("send", to=ada, text="x"))[0] == 200
        assert (await there.post("send", to=bob, text="x"))[0] == 500

    run(body)


def test_a_call_may_be_carried_out_and_answered_as_failed() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("_dev/faults", status=500, after=True)

        assert (await there.post("send", to=chat, text="x"))[0] == 500

        (call,) = await calls(there, chat)
        assert (call["status"], call["shown"]["text"]) == (500, "x")

    run(body)


def test_an_answer_may_be_lost_though_the_message_is_shown() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("_dev/faults", after=True)

        with pytest.raises(ClientError):
            await there.post("send", to=chat, text="x")

        (call,) = await calls(there, chat)
        assert (call["status"], call["shown"]["text"]) == (0, "x")

    run(body)


def test_a_call_may_be_slow() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("_dev/faults", slow_s=0.2)
        began = asyncio.get_running_loop().time()

        assert (await there.post("send", to=chat, text="x"))[0] == 200

        assert asyncio.get_running_loop().time() - began >= 0.2

    run(body)


def test_faults_are_taken_back() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)
        await there.post("_dev/faults", status=500, times=9)

        await (await there.client.delete(f"{there.url}/_dev/faults")).read()

        assert (await there.post("send", to=chat, text="x"))[0] == 200

    run(body)


@pytest.mark.parametrize("fault", [{}, {"oops": 1}, {"status": "500"}, {"status": 500, "times": True}])
def test_what_is_no_fault_is_refused(fault: dict[str, object]) -> None:
    async def body(there: Running) -> None:
        assert (await there.post("_dev/faults", **fault))[0] == 400

    run(body)


def test_who_blocks_the_bot_is_not_reached_until_he_takes_it_back() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)

        await there.post("_dev/leave", chat=chat)
        assert (await there.post("send", to=chat, text="x"))[0] == 403
        await there.post("_dev/leave", chat=chat, left=False)

        assert (await there.post("send", to=chat, text="x"))[0] == 200

    run(body)


def test_a_window_that_is_shut_opens_with_the_person_s_next_word() -> None:
    async def body(there: Running) -> None:
        await a_chat(there)

        await there.post("_dev/window", user="Ada", open=False)
        (shut,) = (await there.get("_dev/chats"))[1]["chats"]
        await a_chat(there)
        (opened,) = (await there.get("_dev/chats"))[1]["chats"]

        assert (shut["open"], opened["open"]) == (False, True)

    run(body)


def test_a_call_that_cannot_be_read_is_refused_in_the_messenger_s_words() -> None:
    async def body(there: Running) -> None:
        chat = await a_chat(there)

        assert await there.post("send", to=chat) == (400, {"error": "failed"})

        (call,) = await calls(there, chat)
        assert (call["status"], call["shown"]) == (400, None)

    run(body)
