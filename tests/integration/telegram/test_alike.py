"""The stand-in for Telegram, operated as the doubles of all other messengers are."""

from typing import Any

import pytest

from tests.integration.telegram.running import Hook, Telegram, run

ROOMS = {
    "inline_keyboard": [[{"text": "Suite", "callback_data": "s"}, {"text": "Site", "url": "https://x.y"}]]
}


async def post(there: Telegram, path: str, **asked: object) -> tuple[int, dict[str, Any]]:
    async with there.client.post(f"{there.url}/telegram/_dev/{path}", json=asked) as answer:
        return answer.status, await answer.json()


async def get(there: Telegram, path: str) -> dict[str, Any]:
    async with there.client.get(f"{there.url}/telegram/_dev{path}") as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def a_chat(there: Telegram) -> str:
    await there.register()
    return str((await post(there, "say", user="Ada", text="hi"))[1]["chat"])


async def fared_all(there: Telegram, chat: str, *, tries: int) -> list[dict[str, Any]]:
    """What became of all that was said in a chat, once it was tried so often."""
    changes = 0
    while True:
        told = await get(there, f"/chats/{chat}?wait_s=20&changes={changes}&after=99")
        fared = [each for word in told["said"] for each in word["deliveries"]]
        if sum(len(each["tries"]) for each in fared) >= tries:
            return fared
        changes = told["changes"]


def test_what_somebody_does_is_told_alike() -> None:
    async def body(there: Telegram) -> None:
        chat = await a_chat(there)
        await there.call("sendMessage", chat_id=int(chat), text="Which?", reply_markup=ROOMS)

        _, pressed = await post(there, "say", user="Ada", choose="Suite")
        _, led = await post(there, "say", user="Ada", choose="Site")

        updates = await there.hook.heard(2)
        assert updates[1]["callback_query"]["data"] == "s"
        assert (pressed["chat"], pressed["calls"], led["url"]) == (chat, 1, "https://x.y")
        told = await get(there, f"/deliveries/{pressed['deliveries'][0]}")
        assert told["body"] == updates[1]
        said = (await get(there, f"/chats/{chat}"))["said"]
        assert [(word["after"], word["deed"], word["words"]) for word in said[:2]] == [
            (0, "text", "hi"),
            (1, "choose", "Suite"),
        ]
        assert [len(word["deliveries"]) for word in said] == [1, 1, 0]

    run(body)


@pytest.mark.parametrize(
    ("method", "given", "shown"),
    [
        (
            "sendMessage",
            {"text": "Which?", "reply_markup": ROOMS},
            {
                "kind": "text",
                "text": "Which?",
                "buttons": [{"label": "Suite"}, {"label": "Site", "url": "https://x.y"}],
            },
        ),
        (
            "sendPhoto",
            {"photo": "https://x.y/room.jpg", "caption": "A room"},
            {"kind": "image", "text": "A room", "image": "https://x.y/room.jpg", "buttons": []},
        ),
        (
            "sendDocument",
            {"document": "https://x.y/a.pdf"},
            {"kind": "file", "text": "", "url": "https://x.y/a.pdf", "name": "a.pdf", "buttons": []},
        ),
        (
            "sendAudio",
            {"audio": "https://x.y/a.mp3", "title": "Hello"},
            {"kind": "audio", "text": "", "url": "https://x.y/a.mp3", "name": "Hello", "buttons": []},
        ),
        (
            "sendVoice",
            {"voice": "https://x.y/a.ogg", "caption": "Hello"},
            {"kind": "audio", "text": "Hello", "url": "https://x.y/a.ogg", "name": "a.ogg", "buttons": []},
        ),
        (
            "sendVenue",
            {"latitude": 1.5, "longitude": 2.5, "title": "Sol", "address": "Madrid"},
            {"kind": "location", "text": "", "name": "Sol: 1.5, 2.5", "buttons": []},
        ),
        (
            "sendLocation",
            {"latitude": 1.5, "longitude": 2.5},
            {"kind": "location", "text": "", "name": "1.5, 2.5", "buttons": []},
        ),
        ("sendChatAction", {"action": "typing"}, {"kind": "typing", "text": "", "buttons": []}),
        ("sendMessage", {"text": ""}, None),
    ],
)
def test_what_the_person_sees_of_a_call_is_told_alike(
    method: str, given: dict[str, Any], shown: dict[str, Any] | None
) -> None:
    async def body(there: Telegram) -> None:
        chat = await a_chat(there)
        async with there.client.post(
            f"{there.url}/bot123456:local-parley-token/{method}", json={"chat_id": int(chat), **given}
        ):
            pass

        (call,) = (await get(there, f"/chats/{chat}"))["calls"]

        assert (call["method"], call["status"], call["shown"]) == (method, 200 if shown else 400, shown)
        assert call["parameters"].items() >= given.items()

    run(body)


def test_faults_and_a_blocked_bot_are_asked_for_alike() -> None:
    async def body(there: Telegram) -> None:
        chat = await a_chat(there)
        await post(there, "faults", chat=chat, status=429, retry_after=3)
        refused = await there.call("sendMessage", chat_id=int(chat), text="x")
        await post(there, "leave", chat=chat)
        left = await there.call("sendMessage", chat_id=int(chat), text="x")

        assert (refused["parameters"], left["error_code"]) == ({"retry_after": 3}, 403)
        (told,) = (await get(there, "/chats"))["chats"]
        assert told == {
            "chat": chat,
            "title": "Ada",
            "private": True,
            "left": True,
            "open": True,
            "people": ["Ada"],
        }

    run(body)


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("say", {"user": "Ada"}, 400),
        ("say", {"user": "Ada", "send": "nothing"}, 404),
        ("say", {"user": "Ada", "choose": "Suite"}, 404),
        ("faults", {"after": True, "status": 500}, 400),
        ("repeat", {"delivery": 7}, 404),
        ("leave", {"chat": "7"}, 404),
    ],
)
def test_what_cannot_be_done_is_refused_alike(path: str, asked: dict[str, object], status: int) -> None:
    async def body(there: Telegram) -> None:
        assert (await post(there, path, **asked))[0] == status

    run(body)


def test_an_update_that_is_refused_is_told_as_such() -> None:
    async def body(there: Telegram) -> None:
        said = (await post(there, "say", user="Ada", text="hi"))[1]
        assert (await get(there, f"/chats/{said['chat']}"))["waits"] is True
        await there.register()

        (fared,) = await fared_all(there, said["chat"], tries=1)
        told = await get(there, f"/deliveries/{said['deliveries'][0]}")

        assert (fared["taken"], fared["tries"][0]) == (False, 401)
        # It opens the platform's own door: it is shown that there is one, and no more.
        assert told["headers"]["X-Telegram-Bot-Api-Secret-Token"] == "…"

    run(body, hook=Hook(statuses=[401], answers={"Retry-After": "600"}))


def test_whoever_waits_hears_that_somebody_spoke_and_blocked_the_bot() -> None:
    async def body(there: Telegram) -> None:
        chat = (await post(there, "say", user="Ada", text="hi"))[1]["chat"]
        told = await get(there, f"/chats/{chat}")

        for path, asked in (("say", {"user": "Ada", "text": "ho"}), ("leave", {"chat": chat})):
            await post(there, path, **asked)
            # As long as one may wait, and longer than this test may take.
            news = await get(there, f"/chats/{chat}?wait_s=60&after=99&changes={told['changes']}")
            assert news["changes"] > told["changes"]
            told = news

        assert (len(told["said"]), told["left"]) == (2, True)

    run(body)


def test_what_was_taken_once_stays_taken_whatever_a_repeat_meets() -> None:
    async def body(there: Telegram) -> None:
        await there.register()
        said = (await post(there, "say", user="Ada", text="hi"))[1]
        await fared_all(there, said["chat"], tries=1)

        await post(there, "repeat", delivery=said["deliveries"][0])

        (fared,) = await fared_all(there, said["chat"], tries=2)
        assert (fared["tries"], fared["taken"], fared["over"]) == ([200, 500], True, False)

    run(body, hook=Hook(statuses=[200, 500], answers={"Retry-After": "600"}))


def test_somebody_answers_the_bot_in_a_group_without_naming_it() -> None:
    async def body(there: Telegram) -> None:
        await there.register()
        chat = (await post(there, "say", user="Ada", group="Trip", send="added"))[1]["chat"]
        await there.call("sendMessage", chat_id=int(chat), text="Which city?")
        (call,) = (await get(there, f"/chats/{chat}"))["calls"]

        asked = {"user": "Bob", "group": "Trip", "text": "London", "thread": call["thread"]}
        await post(there, "say", **asked, mention=False)

        added, answer = await there.hook.heard(2)
        assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
        assert answer["message"]["text"] == "London"
        assert answer["message"]["reply_to_message"]["text"] == "Which city?"
        (told,) = (await get(there, "/chats"))["chats"]
        assert (told["title"], told["people"]) == ("Trip", ["Bob"])
        assert (await post(there, "say", **{**asked, "thread": "77"}))[0] == 404
        thread = str(answer["message"]["message_id"])
        await post(there, "say", **{**asked, "thread": thread, "text": "Paris"})
        earlier = (await there.hook.heard(3))[2]["message"]["reply_to_message"]
        assert (earlier["text"], "reply_to_message" in earlier) == ("London", False)

    run(body)


def test_a_file_and_a_repeat_are_delivered_as_telegram_does() -> None:
    async def body(there: Telegram) -> None:
        await there.register()
        _, said = await post(there, "say", user="Ada", send="file", language="es")
        await there.hook.heard(1)

        await post(there, "repeat", delivery=said["deliveries"][0])

        first, second = await there.hook.heard(2)
        assert (first, first["message"]["document"]["file_name"]) == (second, "note.pdf")
        about = await get(there, "")
        assert (about["groups"], about["manners"]["named"]) == (True, True)
        (fared,) = await fared_all(there, said["chat"], tries=2)
        assert fared == {
            "number": said["deliveries"][0],
            "taken": True,
            "tries": [200, 200],
            "over": True,
            "answer": "",
        }

    run(body)
