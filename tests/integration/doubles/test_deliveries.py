"""What people do at a double, and how it travels to the webhook."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from dev.doubles.courier import Schedule
from tests.integration.doubles.running import SECRET, Running, run


def test_words_are_delivered_with_a_proof() -> None:
    async def body(there: Running) -> None:
        said = await there.says(text="hi", mention=True)

        (heard,) = await there.hook.heard(1)
        assert heard == {"from": "P001", "chat": "P001", "mention": True, "text": "hi"}
        (headers, raw), *_ = there.hook.taken
        assert headers["X-Proof"] == hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
        assert said == {"chat": "P001", "user": "P001", "calls": 0, "deliveries": [1], "thread": ""}

    run(body)


def test_a_chat_tells_who_did_what_after_which_call() -> None:
    async def body(there: Running) -> None:
        chat = (await there.says(text="hi"))["chat"]
        await there.post("send", to=chat, text="Yes?", buttons=["Yes"])
        await there.says(choose="Yes")

        told = (await there.get(f"_dev/chats/{chat}?after=1"))[1]

        said = [[word[name] for name in ("after", "user", "deed", "words")] for word in told["said"]]
        assert said == [[0, "Ada", "text", "hi"], [1, "Ada", "choose", "Yes"]]
        assert (told["title"], told["private"], told["waits"]) == ("Ada", True, False)

    run(body)


def test_a_group_is_one_chat_of_several_people() -> None:
    async def body(there: Running) -> None:
        ada = await there.says(user="Ada", group="Trip", text="hi")
        bob = await there.says(user="Bob", group="Trip", text="ho")

        assert (ada["chat"], bob["chat"], ada["user"], bob["user"]) == ("G001", "G001", "P001", "P002")
        (group,) = (await there.get("_dev/chats"))[1]["chats"]
        assert (group["title"], group["private"], group["people"]) == ("Trip", False, ["Ada", "Bob"])

    run(body)


def test_what_a_group_says_tells_its_thread() -> None:
    async def body(there: Running) -> None:
        began = await there.says(group="Trip", text="hi", thread="T1")
        alone = await there.says(text="hi", thread="T1")

        told = (await there.get(f"_dev/chats/{began['chat']}"))[1]
        assert [word["thread"] for word in told["said"]] == ["T1"]
        assert (began["thread"], alone["thread"]) == ("T1", "")

    run(body)


def test_what_somebody_says_comes_in_order_though_the_first_is_to_be_tried_again() -> None:
    async def body(there: Running) -> None:
        (first,) = (await there.says(text="one"))["deliveries"]
        (second,) = (await there.says(text="two"))["deliveries"]

        await there.settled(second)
        assert [each["text"] for each in await there.hook.heard(2)] == ["one", "two"]
        _, told = await there.get(f"_dev/deliveries/{first}")
        assert (told["tries"], told["over"]) == ([500], False)

    run(body, statuses=(500, 200), schedule=Schedule(pauses_s=(60,), within_s=20))


def test_what_is_not_taken_comes_again_until_it_is() -> None:
    async def body(there: Running) -> None:
        (number,) = (await there.says(text="hi"))["deliveries"]

        told = await there.settled(number)
        assert (told["tries"], told["headers"]["X-Try"]) == ([500, 0, 200], "2")
        assert told["body"]["text"] == "hi"

    run(body, statuses=(500, 0, 200))


def test_a_delivery_that_nobody_takes_is_given_up() -> None:
    async def body(there: Running) -> None:
        await there.says(text="one")
        await there.hook.heard(3)
        await there.says(user="Bob", text="two")

        await there.hook.heard(6)
        _, told = await there.get("_dev/deliveries/1")
        assert (told["tries"], told["taken"]) == ([500] * 3, False)

    run(body, statuses=(500,))


def test_a_delivery_is_brought_once_more_when_asked() -> None:
    async def body(there: Running) -> None:
        (number,) = (await there.says(text="hi"))["deliveries"]
        await there.settled(number)

        await there.post("_dev/repeat", delivery=number)

        first, second = await there.hook.heard(2)
        assert first == second

    run(body)


def test_deliveries_wait_until_there_is_somewhere_to_go() -> None:
    async def body(there: Running) -> None:
        (number,) = (await there.says(text="hi"))["deliveries"]
        assert (await there.get(f"_dev/deliveries/{number}"))[1]["tries"] == []
        assert (await there.get("_dev/chats/P001"))[1]["waits"] is True

        await there.post("_dev/webhook", url=there.hook_url)

        assert (await there.settled(number))["tries"] == [200]

    run(body, told=False)


def test_whoever_waits_hears_of_every_try() -> None:
    async def body(there: Running) -> None:
        chat = (await there.says(text="hi"))["chat"]
        told: dict[str, Any] = {"changes": 0}
        while not told.get("said") or not told["said"][0]["deliveries"][0]["over"]:
            told = await there.changed(chat, told)

        (fared,) = told["said"][0]["deliveries"]
        assert fared == {"number": 1, "taken": False, "tries": [401] * 3, "over": True, "answer": "no"}

    run(body, statuses=(401,))


def test_where_nobody_answers_no_answer_is_told() -> None:
    async def body(there: Running) -> None:
        chat = (await there.says(text="hi"))["chat"]
        told: dict[str, Any] = {"changes": 0}
        while not told.get("said") or not told["said"][0]["deliveries"][0]["over"]:
            told = await there.changed(chat, told)

        (fared,) = told["said"][0]["deliveries"]
        assert (fared["tries"], fared["answer"]) == ([500, 0], "")

    run(body, statuses=(500, 0), schedule=Schedule(pauses_s=(0.01,), within_s=20))


def test_a_repeat_is_told_among_the_tries_and_is_not_over_before_its_own_are() -> None:
    async def body(there: Running) -> None:
        said = await there.says(text="hi")
        await there.settled(said["deliveries"][0])
        told = (await there.get(f"_dev/chats/{said['chat']}"))[1]

        await there.post("_dev/repeat", delivery=said["deliveries"][0])

        told = await there.changed(said["chat"], told)
        (fared,) = told["said"][0]["deliveries"]
        assert (fared["tries"], fared["taken"], fared["over"]) == ([200, 500], True, False)

    run(body, statuses=(200, 500), schedule=Schedule(pauses_s=(60,), within_s=20))


def test_whoever_waits_hears_that_somebody_spoke_blocked_the_bot_and_was_silent_too_long() -> None:
    async def body(there: Running) -> None:
        chat = (await there.says(text="hi"))["chat"]
        told = (await there.get(f"_dev/chats/{chat}"))[1]

        await there.says(text="ho")
        told = await there.changed(chat, told)
        await there.post("_dev/leave", chat=chat)
        told = await there.changed(chat, told)
        await there.post("_dev/window", user="Ada", open=False)
        told = await there.changed(chat, told)

        assert (len(told["said"]), told["left"], told["open"]) == (2, True, False)

    run(body, told=False)


def test_something_else_than_words_is_sent() -> None:
    async def body(there: Running) -> None:
        await there.says(send="photo")

        assert (await there.hook.heard(1))[0]["kind"] == "photo"

    run(body)


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "hi"},
        {"user": "Ada"},
        {"user": "Ada", "text": "hi", "send": "photo"},
        {"user": "Ada", "text": ""},
        {"user": 7, "text": "hi"},
    ],
)
def test_a_deed_that_is_none_is_refused(asked: dict[str, object]) -> None:
    async def body(there: Running) -> None:
        status, told = await there.post("_dev/say", **asked)

        assert (status, "expected" in told["error"]) == (400, True)

    run(body)


@pytest.mark.parametrize("path", ["_dev/chats/nobody", "_dev/deliveries/7"])
def test_what_is_not_there_is_not_found(path: str) -> None:
    async def body(there: Running) -> None:
        assert (await there.get(path))[0] == 404

    run(body)


def test_the_doubles_tell_which_they_are_and_what_people_can_do() -> None:
    async def body(there: Running) -> None:
        async with there.client.get(there.url.removesuffix("small")) as answer:
            account = {"secret": SECRET, "token": ""}
            assert json.loads(await answer.text()) == {"installations": {"small": account}}
        manners = {"named": True, "answers": False, "threads": False, "command": ""}
        assert (await there.get("_dev"))[1] == {
            "kinds": ["photo"],
            "groups": True,
            "manners": manners,
            "window": True,
        }

    run(body)
