"""Telegram in a simulated world.

Source: https://core.telegram.org/bots/api#setwebhook (repeats), #making-requests, and
https://github.com/tdlib/telegram-bot-api for its descriptions of errors.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any, Final

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from lambdas.channels.telegram.build import telegram_messenger
from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Clock, Inbound, Messenger
from tests import telegram_updates
from tests.simulation.vendor import (
    LABEL,
    SEND,
    TYPING,
    VALUE,
    Answer,
    Answers,
    Asked,
    Chat,
    Deed,
    Event,
    Request,
    Schedule,
    Told,
    Vendor,
    expect,
    signed_by,
    told_as,
)

TOKEN: Final = "123456:a-token-of_a-bot"
API: Final = f"https://api.telegram.org/bot{TOKEN}/"
GROUP: Final = "-4001"
SUPERGROUP: Final = "-1004001"
"""What the group becomes."""

HINTS: Final = frozenset({"sendChatAction", "answerCallbackQuery"})
TEXT_UNITS: Final = 4096
FURTHER: Final = 1_000_000
"""So far from the first of an album the second is told."""

INSTALLATION: Final = telegram_updates.an_installation()


def telegram() -> Vendor:
    """A bot alone with people and in a group; updates of a chat come one after the other."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: str(40 + number),
        alone=lambda user: _chat(user, [user]),
        together=lambda users: _chat(GROUP, users),
        says=_says,
        presses=_presses,
        sends=_sends,
        leaves=lambda deed: _changes(deed, "member", _gone(deed)),
        moves=_moves,
        returns=lambda deed: replace(_changes(deed, _gone(deed), "member"), waits=not deed.chat.private),
        letter=_letter,
        proven=signed_by(INSTALLATION, telegram_updates.SECRET),
        schedule=Schedule(
            pauses_s=(1, 5, 30, 120, 600, 3_600),
            again_s=(2, 70, 299, 301, 86_000),
            within_s=60,
            in_order=True,
        ),
        read=_read,
        answers=_answers(),
        long=5_000,
    )


def _inbound(clock: Clock) -> Inbound:
    key = telegram_updates.SECRET.encode()
    return TelegramInbound(installation=INSTALLATION, keys=lambda: (key,), clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    del clock
    return telegram_messenger(INSTALLATION, token=lambda: TOKEN, http=http, endpoint=None)


def _chat(name: str, users: Sequence[str]) -> Chat:
    return Chat(
        names=frozenset({name}),
        conversation=ConversationId(name),
        people=users,
        private=not name.startswith("-"),
    )


def _says(deed: Deed) -> Event:
    text = deed.text if deed.chat.private else f"@parley_bot {deed.text}"
    message = telegram_updates.a_message(
        text, message_id=deed.number, date=int(deed.at.timestamp()), **_where(deed)
    )
    return _event(deed, {"message": message})


def _presses(deed: Deed) -> Event:
    buttons = {"inline_keyboard": [[{"text": LABEL, "callback_data": VALUE}]]}
    where = _where(deed)
    below = telegram_updates.a_message("So?", reply_markup=buttons, chat=where["chat"])
    below["from"] = telegram_updates.BOT
    press = telegram_updates.a_press(VALUE, id=f"q{deed.number}", message=below, **{"from": where["from"]})
    return _event(deed, {"callback_query": press["callback_query"]})


def _sends(deed: Deed, body: str) -> Event:
    """A picture has no words to name the bot by: in a group it is meant for it as a reply."""
    ours = telegram_updates.a_message("So?", chat=_where(deed)["chat"], **{"from": telegram_updates.BOT})
    below = {} if deed.chat.private else {"reply_to_message": ours}
    about = {"message_id": deed.number, "date": int(deed.at.timestamp()), **_where(deed), **below}
    message = json.loads(body)["message"] | about
    return _album(deed, message) if "media_group_id" in message else _event(deed, {"message": message})


def _album(deed: Deed, message: Mapping[str, Any]) -> Event:
    """Each picture of an album is an update of its own."""
    album = {"media_group_id": str(deed.number)}
    numbers = (deed.number, FURTHER + deed.number)
    tells = [{"update_id": each, "message": {**message, **album, "message_id": each}} for each in numbers]
    return Event(id=f"album/{deed.number}", tells=tells)


def _gone(deed: Deed) -> str:
    """What the bot is where its person blocks it, or where somebody puts it out of the group."""
    return "kicked" if deed.chat.private else "left"


def _changes(deed: Deed, old: str, new: str) -> Event:
    change = telegram_updates.a_change(old, new, date=int(deed.at.timestamp()), **_where(deed))
    return _event(deed, {"my_chat_member": change["my_chat_member"]})


def _moves(deed: Deed) -> Event:
    """A group becomes a supergroup: that is told in both, and as if somebody had added the bot to it.

    Source: https://github.com/tdlib/telegram-bot-api/issues/266
    """
    now = _chat(SUPERGROUP, deed.chat.people)
    there = replace(deed, chat=now)
    to, came = {"migrate_to_chat_id": int(SUPERGROUP)}, {"migrate_from_chat_id": int(deed.chat.conversation)}
    about = {"message_id": deed.number, "date": int(deed.at.timestamp())}
    told = [
        {"message": telegram_updates.a_message(None, **about, **where, **news)}
        for where, news in ((_where(deed), to), (_where(there), came))
    ]
    added = _changes(there, "left", "member")
    news = [{"update_id": FURTHER * place + deed.number, **each} for place, each in enumerate(told, start=1)]
    return replace(added, tells=[*news, *added.tells], chat=now)


def _where(deed: Deed) -> Mapping[str, Any]:
    user = telegram_updates.ANN | {"id": int(deed.user)}
    if deed.chat.private:
        return {"chat": telegram_updates.PRIVATE | {"id": int(deed.user)}, "from": user}
    return {"chat": _group(deed.chat.conversation), "from": user}


def _group(name: str) -> Mapping[str, Any]:
    kind = "supergroup" if name == SUPERGROUP else "group"
    return telegram_updates.GROUP | {"id": int(name), "type": kind}


def _event(deed: Deed, told: Mapping[str, Any]) -> Event:
    return Event(id=str(deed.number), tells=[{"update_id": deed.number, **told}])


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    del attempt
    (update,) = tells
    return Captured(channel="telegram", body=json.dumps(update).encode(), query=telegram_updates.NAMED)


def _read(request: Request) -> Asked:
    expect(request.url.startswith(API), "the bot's own address")
    method, told = request.url.removeprefix(API), json.loads(request.body)
    if method in HINTS:
        return Asked(kind=TYPING, chat=str(told.get("chat_id", "")))
    expect(method == "sendMessage", method)
    words = told["text"]
    if told.get("parse_mode") == "HTML":
        words = unescape(re.sub(r"</?b>", "", words))
    expect(0 < len(words.encode("utf-16-le")) // 2 <= TEXT_UNITS, "a text that is too long")
    return Asked(kind=SEND, chat=str(told["chat_id"]), words=words)


def _answers() -> Answers:
    return Answers(
        taken=told_as(b'{"ok":true,"result":{"message_id":1}}'),
        busy=[lambda s: _failed(429, f"Too Many Requests: retry after {s}", parameters={"retry_after": s})],
        undone=[_failed(401, "Unauthorized")],
        unknown=[told_as(b"<html>502 Bad Gateway</html>", status=502), _failed(500, "Internal Server Error")],
        unliked=_failed(400, "Bad Request: can't parse entities: Unsupported start tag"),
        gone=_failed(403, "Forbidden: bot was blocked by the user"),
        moved=lambda chat: _failed(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            parameters={"migrate_to_chat_id": int(chat.conversation)},
        ),
    )


def _failed(status: int, description: str, **more: object) -> Answer:
    told = {"ok": False, "error_code": status, "description": description, **more}
    return told_as(json.dumps(told).encode(), status=status)
