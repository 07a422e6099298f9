"""What people do at the stand-in for Telegram."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from tests.integration.telegram.running import SECRET, Telegram, run

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.mark.parametrize(
    ("deed", "member"),
    [
        ({"text": "hi"}, "text"),
        ({"photo": "by the sea"}, "photo"),
        ({"voice": True}, "voice"),
        ({"audio": True}, "audio"),
        ({"video": True}, "video"),
        ({"document": True}, "document"),
        ({"sticker": True}, "sticker"),
        ({"location": {"latitude": 1.5, "longitude": 2.5}}, "location"),
        ({"contact": True}, "contact"),
        ({"dice": True}, "dice"),
        ({"message": {"new_chat_title": "x"}}, "new_chat_title"),
    ],
)
@pytest.mark.parametrize("place", [{}, {"group": "Trip"}])
def test_what_somebody_does_becomes_the_documented_update(
    deed: dict[str, Any], member: str, place: dict[str, str]
) -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        said = await telegram.say(**deed, **place, language="es")
        (update,) = await telegram.hook.heard(1)

        read = Update.de_json(update, None)
        assert read.update_id == said["update_id"]
        assert read.message
        assert getattr(read.message, member)
        assert not read.message.api_kwargs
        assert read.message.chat.id == said["chat_id"]
        assert read.message.from_user
        assert read.message.from_user.language_code == "es"
        assert telegram.hook.headers[0][SECRET_HEADER] == SECRET
        assert telegram.hook.headers[0]["Content-Type"] == "application/json"

    run(body)


def test_a_command_is_marked_as_one() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        await telegram.say(text="/start deal-7")
        (update,) = await telegram.hook.heard(1)

        (entity,) = update["message"]["entities"]
        assert entity == {"type": "bot_command", "offset": 0, "length": 6}

    run(body)


def test_a_pressed_button_is_a_callback_query_that_can_be_answered() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()
        chat = (await telegram.say(text="hi"))["chat_id"]
        keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "c1:yes"}]]}
        await telegram.call("sendMessage", chat_id=chat, text="Well?", reply_markup=keyboard)

        await telegram.say(press="Yes")
        query = Update.de_json((await telegram.hook.heard(2))[1], None).callback_query

        assert query
        assert (query.data, query.message and query.message.chat.id) == ("c1:yes", chat)
        assert (await telegram.call("answerCallbackQuery", callback_query_id=query.id))["ok"]
        calls = (await telegram.look(f"chats/{chat}?after=1"))["calls"]
        assert [(call["method"], call["callback_query_id"]) for call in calls] == [
            ("answerCallbackQuery", query.id)
        ]

    run(body)


def test_an_edited_message_keeps_its_number() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        await telegram.say(text="Lodnon")
        await telegram.say(edit="London")
        first, second = await telegram.hook.heard(2)

        edited = Update.de_json(second, None).edited_message
        assert edited
        assert (edited.text, edited.message_id) == ("London", first["message"]["message_id"])
        assert edited.edit_date
        assert first["message"]["text"] == "Lodnon"

    run(body)


@pytest.mark.parametrize(
    "asked", [{"press": "No"}, {"edit": "x"}, {}, {"text": "x", "photo": True}, {"dance": True}]
)
def test_what_nobody_can_do_is_not_found(asked: dict[str, Any]) -> None:
    async def body(telegram: Telegram) -> None:
        assert await telegram.control("say", user="Grace", **asked) == 404

    run(body)


def test_what_the_bot_does_can_be_waited_for() -> None:
    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]
        waiting = asyncio.create_task(telegram.look(f"chats/{chat}?after=1&wait_s=10"))

        await telegram.call("sendChatAction", chat_id=chat, action="typing")
        await telegram.call("sendMessage", chat_id=chat, text="Hello!")

        (call,) = (await waiting)["calls"]
        assert (call["number"], call["method"], call["message"]["text"]) == (2, "sendMessage", "Hello!")
        assert (await telegram.look(f"chats/{chat}?after=2&wait_s=0.01"))["calls"] == []

    run(body)


def test_in_a_group_people_name_the_bot_unless_they_speak_to_each_other() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        await telegram.say(text="London", group="Trip")
        await telegram.say(text="London", group="Trip", mention=False)
        await telegram.say(text="/help", group="Trip")
        await telegram.say(text="London, @parley_local_bot", group="Trip")
        updates = await telegram.hook.heard(4)

        assert [update["message"]["text"] for update in updates] == [
            "@parley_local_bot London",
            "London",
            "/help",
            "London, @parley_local_bot",
        ]

    run(body)


def test_a_bot_that_is_added_to_a_group_is_told() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        added = await telegram.say(add=True, group="Trip")
        (update,) = await telegram.hook.heard(1)

        read = Update.de_json(update, None).my_chat_member
        assert read
        assert not read.api_kwargs
        assert (read.chat.id, read.from_user.first_name) == (added["chat_id"], "Ada")
        assert (read.old_chat_member.status, read.new_chat_member.status) == ("left", "member")
        assert read.new_chat_member.user.username == "parley_local_bot"

    run(body)


@pytest.mark.parametrize(("place", "gone"), [({}, "kicked"), ({"group": "Trip"}, "left")])
def test_a_bot_that_is_sent_away_is_told_and_so_is_its_return(place: dict[str, str], gone: str) -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register(allowed_updates=["my_chat_member"])
        chat = (await telegram.say(text="hi", **place))["chat_id"]

        for left in (True, True, False):
            await telegram.control("leave", chat_id=chat, left=left)
        updates = await telegram.hook.heard(2)

        changes = [Update.de_json(update, None).my_chat_member for update in updates]
        told = [(each.old_chat_member.status, each.new_chat_member.status) for each in changes if each]
        assert told == [("member", gone), (gone, "member")]
        assert {each.from_user.first_name for each in changes if each} == {"Ada"}

    run(body)
