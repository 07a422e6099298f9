"""Updates as Telegram sends them, with defaults, so that a test states only what it is about."""

import json
from collections.abc import Mapping
from typing import Any, Final

from telegram import Update

from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Delivery

SECRET: Final = "s" * 64
PROOF: Final = "x-telegram-bot-api-secret-token"
ANN: Final = {"id": 42, "is_bot": False, "first_name": "Ann", "language_code": "en"}
PRIVATE: Final = {"id": 42, "type": "private", "first_name": "Ann"}
GROUP: Final = {"id": -1001, "type": "supergroup", "title": "Trips"}
BOT: Final = {"id": 7, "is_bot": True, "first_name": "Parley", "username": "parley_bot"}
SENT_AT: Final = 1_795_000_000
NAMED: Final = "bot=parley_bot"
"""The query of the webhook of a bot whose name is known."""
BUTTONS: Final = {
    "inline_keyboard": [
        [
            {"text": "A double room", "callback_data": "double"},
            {"text": "The suite", "callback_data": "parley-label:1"},
        ]
    ]
}
MAY: Final = dict.fromkeys(
    [
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
        "can_react_to_messages",
        "can_edit_tag",
    ],
    True,
)
RULES: Final = dict.fromkeys(
    [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ],
    False,
)
MEMBERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "member": {},
    "left": {},
    "kicked": {"until_date": 0},
    "administrator": RULES,
    "restricted": MAY | {"is_member": True, "until_date": 0, "tag": ""},
}
"""What the bot may be in a chat, with what belongs to it."""


def an_installation(
    *, locales: tuple[str, ...] = ("en-US", "es-ES"), commands: Mapping[str, Mapping[str, str]] | None = None
) -> Installation:
    """A bot on Telegram that knows /start and /help in English."""
    return Installation(
        id=InstallationId("telegram"),
        channel="telegram",
        bot=BotId("travel"),
        locales=locales,
        commands=commands or {"en-US": {"start": "Hello", "help": "Help"}},
    )


def a_message(text: str | None = "London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann's message in her private chat."""
    said = {} if text is None else {"text": text}
    return {"message_id": 5, "date": SENT_AT, "chat": PRIVATE, "from": ANN} | said | members


def an_update(message: Mapping[str, Any] | None = None, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """An update with a message, or with the members given instead."""
    told = members or {"message": dict(message or a_message())}
    return checked({"update_id": 1000} | told)


def a_press(data: str = "double", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann pressed a button below the bot's message."""
    below = a_message("Which room?", reply_markup=BUTTONS) | {"from": BOT}
    query = {"id": "q1", "from": ANN, "chat_instance": "9", "message": below, "data": data} | members
    return an_update(callback_query={name: value for name, value in query.items() if value is not None})


def a_change(old: str = "left", new: str = "member", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann changed what the bot is in a group, by default to a member."""
    change = {"chat": GROUP, "from": ANN, "date": SENT_AT} | members
    change |= {"old_chat_member": _member(old), "new_chat_member": _member(new)}
    return an_update(my_chat_member=change)


def _member(status: str) -> dict[str, Any]:
    return {"user": BOT, "status": status, **MEMBERS[status]}


def a_delivery(update: object, *, secret: str = SECRET, query: str = "") -> Delivery:
    """A webhook call."""
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return Delivery(installation=InstallationId("telegram"), headers={PROOF: secret}, body=body, query=query)


def checked(update: dict[str, Any]) -> dict[str, Any]:
    """The update, if python-telegram-bot reads it as one."""
    read = Update.de_json(update, None)
    unknown = {**read.api_kwargs, **(read.effective_message.api_kwargs if read.effective_message else {})}
    assert not unknown, f"not Telegram's: {unknown}"
    return update
