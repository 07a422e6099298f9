"""What the stand-in takes and refuses, as the Bot API is documented."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.telegram.running import SECRET, Telegram, run

ADA = 700_000_001
BOLD = "<b>" + "x" * 4096 + "</b>"


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"text": "x"}),
        ("sendMessage", {"text": BOLD, "parse_mode": "HTML"}),
        ("sendMessage", {"text": "x", "link_preview_options": {"is_disabled": True}}),
        ("sendPhoto", {"photo": "https://a.example/p", "caption": "x" * 1024}),
        ("sendDocument", {"document": "https://a.example/voucher.pdf?x=1"}),
        ("sendAudio", {"audio": "https://a.example/song.mp3", "duration": 3}),
        ("sendVoice", {"voice": "https://a.example/hello.ogg", "caption": "x"}),
        ("sendVenue", {"latitude": 51, "longitude": -0.12, "title": "Here", "address": "There"}),
        ("sendLocation", {"latitude": 51, "longitude": -0.12}),
        ("sendChatAction", {"action": "typing"}),
        ("sendmessage", {"text": "x"}),
    ],
)
def test_a_call_as_documented_is_taken(method: str, given: dict[str, Any]) -> None:
    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]

        answer = await telegram.call(method, chat_id=chat, **given)

        assert answer["ok"] is True

    run(body)


@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        ("sendMessage", {"chat_id": ADA}, "text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 5, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": ADA, "text": " \n"}, "message text is empty"),
        ("sendMessage", {"chat_id": ADA, "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ("sendMessage", {"chat_id": ADA, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": ADA, "text": "🏨" * 2049}, "message is too long"),
        ("sendMessage", {"chat_id": ADA, "text": "<x>", "parse_mode": "HTML"}, "can't parse entities"),
        # Markup is read before the chat is looked for.
        ("sendMessage", {"chat_id": 5, "text": "<x>", "parse_mode": "HTML"}, "can't parse entities"),
        ("sendMessage", {"chat_id": ADA, "text": 5}, 'field "text" must be of type text'),
        ("sendMessage", {"chat_id": ADA, "text": "x", "reply_markup": "no"}, "must be of type object"),
        ("sendMessage", {"chat_id": ADA, "text": "x", "protect_content": 3}, "must be of type flag"),
        ("sendMessage", {"chat_id": ADA, "text": "x", "reply_mark": {}}, 'no parameter "reply_mark"'),
        ("sendMessage", {"chat_id": ADA, "text": "x", "reply_parameters": {"message_id": 9}}, "not found"),
        ("sendMessage", {"chat_id": True, "text": "x"}, "must be of type chat"),
        ("sendPhoto", {"chat_id": ADA}, "photo is empty"),
        ("sendPhoto", {"chat_id": ADA, "photo": "ftp://a/p"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"chat_id": ADA, "photo": "https://a/p", "caption": "x" * 1025}, "caption is too long"),
        ("sendDocument", {"chat_id": ADA, "document": "https://a/x.docx"}, "wrong type of the web page"),
        ("sendAudio", {"chat_id": ADA, "audio": "https://a/x.ogg"}, "wrong type of the web page"),
        ("sendLocation", {"chat_id": ADA, "latitude": 91, "longitude": 0}, "out of range"),
        (
            "sendVenue",
            {"chat_id": ADA, "latitude": 1, "longitude": 0, "title": " ", "address": "a"},
            "title must be non-empty",
        ),
        ("sendVoice", {"chat_id": ADA, "voice": "https://a.example/a.wav"}, "wrong type"),
        ("sendLocation", {"chat_id": ADA, "latitude": "x", "longitude": 0}, "must be of type number"),
        ("sendChatAction", {"chat_id": ADA, "action": "dancing"}, "wrong parameter action"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("setWebhook", {"url": "http://a.example/hook"}, "An HTTPS URL must be provided"),
        (
            "sendMessage",
            {"chat_id": 700000001, "text": "x", "link_preview_options": {"is_disable": True}},
            "LinkPreviewOptions",
        ),
        (
            "sendMessage",
            {"chat_id": 700000001, "text": "x", "link_preview_options": {"is_disabled": "yes"}},
            "LinkPreviewOptions",
        ),
        ("setWebhook", {"url": "https://a.example:8080/hook"}, "only on ports 80, 88, 443 or 8443"),
        ("setWebhook", {"url": "not a url"}, "invalid webhook URL"),
        ("setWebhook", {"url": "https://a.example/", "secret_token": "x" * 257}, "secret token is too long"),
        ("setWebhook", {"url": "https://a.example/", "secret_token": "a b"}, "unallowed characters"),
        ("setWebhook", {"url": "https://a.example/", "secret_token": ""}, "unallowed characters"),
        ("setWebhook", {"url": "https://a.example/", "max_connections": 101}, "between 1 and 100"),
        ("setWebhook", {"url": "https://a.example/", "allowed_updates": ["messages"]}, "allowed_updates"),
        ("setWebhook", {"url": "https://a.example/", "allowed_updates": [["message"]]}, "allowed_updates"),
        ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "start", "description": ""}]}, "DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": ["start"]}, "can't parse BotCommand"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "b", "is_ephemeral": "yes"}]},
            '"is_ephemeral" must be of type Boolean',
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "b"}] * 101},
            "BOT_COMMANDS_TOO_MUCH",
        ),
    ],
)
def test_a_call_that_is_not_as_documented_is_refused(method: str, given: dict[str, Any], why: str) -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.say(text="hi")

        answer = await telegram.call(method, **given)

        assert (answer["ok"], answer["error_code"]) == (False, 400)
        assert why in answer["description"]

    run(body)


def test_a_command_may_be_answered_to_one_person_alone() -> None:
    async def body(telegram: Telegram) -> None:
        commands = [{"command": "balance", "description": "Mine", "is_ephemeral": True}]

        answer = await telegram.call("setMyCommands", commands=commands)

        assert answer == {"ok": True, "result": True}
        assert (await telegram.call("getMyCommands"))["result"] == commands

    run(body)


def test_only_the_bot_s_own_token_opens_it() -> None:
    async def body(telegram: Telegram) -> None:
        refused = await telegram.call("getMe", token="123456:another")

        assert refused == {"ok": False, "error_code": 401, "description": "Unauthorized"}

    run(body)


def test_what_it_does_not_stand_in_for_is_not_found() -> None:
    async def body(telegram: Telegram) -> None:
        assert (await telegram.call("banChatMember"))["error_code"] == 404

    run(body)


@pytest.mark.parametrize("path", ["nothing", f"bot{LOCAL_TOKEN}"])
def test_where_there_is_no_method_nothing_is_found(path: str) -> None:
    async def body(telegram: Telegram) -> None:
        async with telegram.client.get(f"{telegram.url}/{path}") as answer:
            assert (answer.status, (await answer.json())["description"]) == (404, "Not Found")

    run(body)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_json_object_is_refused(content: bytes) -> None:
    async def body(telegram: Telegram) -> None:
        headers = {"Content-Type": "application/json"}
        url = f"{telegram.url}/bot{LOCAL_TOKEN}/getMe"
        async with telegram.client.post(url, data=content, headers=headers) as answer:
            assert answer.status == 400
            assert "can't parse JSON object" in (await answer.json())["description"]

    run(body)


def test_a_form_without_its_boundary_is_refused() -> None:
    async def body(telegram: Telegram) -> None:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        url = f"{telegram.url}/bot{LOCAL_TOKEN}/sendMessage"
        async with telegram.client.post(url, data=b"chat_id=1", headers=headers) as answer:
            assert answer.status == 400
            assert "can't parse the form" in (await answer.json())["description"]

    run(body)


def test_parameters_may_come_in_the_query_and_as_a_form() -> None:
    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]
        url = f"{telegram.url}/bot{LOCAL_TOKEN}/sendMessage"

        async with telegram.client.get(url, params={"chat_id": str(chat), "text": "5"}) as answer:
            assert (await answer.json())["result"]["text"] == "5"
        form = {"chat_id": str(chat), "text": "x", "reply_markup": '{"inline_keyboard":[]}'}
        async with telegram.client.post(url, data=form) as answer:
            assert (await answer.json())["result"]["reply_markup"] == {"inline_keyboard": []}

    run(body)


def test_who_blocked_the_bot_hears_nothing_of_it() -> None:
    async def body(telegram: Telegram) -> None:
        alone = (await telegram.say(text="hi"))["chat_id"]
        group = (await telegram.say(text="hi", group="Trip"))["chat_id"]
        for chat in (alone, group):
            assert await telegram.control("leave", chat_id=chat, left=True) == 200

        refused = [await telegram.call("sendMessage", chat_id=chat, text="x") for chat in (alone, group)]

        assert [(each["error_code"], each["description"]) for each in refused] == [
            (403, "Forbidden: bot was blocked by the user"),
            (403, "Forbidden: bot was kicked from the group chat"),
        ]
        await telegram.control("leave", chat_id=alone, left=False)
        assert (await telegram.call("sendMessage", chat_id=alone, text="x"))["ok"]

    run(body)


def a_bot(telegram: Telegram, token: str = LOCAL_TOKEN) -> Bot:
    return Bot(token, base_url=f"{telegram.url}/bot")


def test_python_telegram_bot_can_be_its_client() -> None:
    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]
        async with a_bot(telegram) as bot:
            assert (await bot.get_me()).username == "parley_local_bot"
            await bot.set_webhook(
                telegram.hook_url,
                secret_token=SECRET,
                allowed_updates=["message"],
                drop_pending_updates=True,
            )
            told = await bot.get_webhook_info()
            assert (told.url, told.allowed_updates, told.pending_update_count) == (
                telegram.hook_url,
                ("message",),
                0,
            )
            await bot.set_my_commands([("start", "Begin"), ("help", "Ask")])
            assert [each.command for each in await bot.get_my_commands()] == ["start", "help"]
            keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
            message = await bot.send_message(chat, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard)
            assert (message.text, message.parse_entities()) == ("x", {message.entities[0]: "x"})
            assert message.reply_markup == keyboard
            assert (await bot.send_photo(chat, b"bytes", caption="c")).photo[0].file_size == 5
            assert (await bot.send_document(chat, b"bytes", filename="a.pdf")).document
            assert (await bot.send_audio(chat, "https://a.example/a.mp3", title="t")).audio
            assert (await bot.send_voice(chat, "https://a.example/a.ogg")).voice
            venue = (await bot.send_venue(chat, 1.5, 2.5, title="Here", address="There")).venue
            assert venue is not None
            assert (venue.title, venue.location.latitude) == ("Here", 1.5)
            assert (await bot.send_location(chat, 1.5, 2.5)).location
            assert await bot.send_chat_action(chat, "typing")
            assert await bot.delete_webhook(drop_pending_updates=True)
            assert (await bot.get_webhook_info()).url == ""

    run(body)


def test_python_telegram_bot_knows_its_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else it warns of its own version 23

    async def body(telegram: Telegram) -> None:
        chat = (await telegram.say(text="hi"))["chat_id"]
        async with a_bot(telegram) as bot:
            with pytest.raises(BadRequest, match="Can't parse entities"):
                await bot.send_message(chat, "<b>x", parse_mode="HTML")
            await telegram.control("faults", method="sendMessage", error_code=429, retry_after=7)
            with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
                await bot.send_message(chat, "x")
            await telegram.control("leave", chat_id=chat, left=True)
            with pytest.raises(Forbidden, match="blocked by the user"):
                await bot.send_message(chat, "x")
        with pytest.raises(InvalidToken):
            await a_bot(telegram, "123456:another").__aenter__()

    run(body)
