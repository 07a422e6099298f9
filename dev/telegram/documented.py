"""The methods that we stand in for with all their documented parameters, and the kinds of updates.

Source: https://core.telegram.org/bots/api (Bot API 10.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a parameter may be: ``chat`` is a number or ``@name``; ``file`` an upload, a URL or an id."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    CHAT = "chat"
    FILE = "file"
    OBJECT = "object"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method: its parameters by name, and those that must be there."""

    parameters: Mapping[str, Kind]
    required: frozenset[str] = frozenset()


def _method(*required: str, **parameters: Kind) -> Method:
    return Method(parameters=parameters, required=frozenset(required))


_TO_A_CHAT = {
    "business_connection_id": Kind.TEXT,
    "chat_id": Kind.CHAT,
    "message_thread_id": Kind.WHOLE,
}
_MESSAGE = {
    **_TO_A_CHAT,
    "direct_messages_topic_id": Kind.WHOLE,
    "ephemeral_message_parameters": Kind.OBJECT,
    "disable_notification": Kind.FLAG,
    "protect_content": Kind.FLAG,
    "allow_paid_broadcast": Kind.FLAG,
    "message_effect_id": Kind.TEXT,
    "suggested_post_parameters": Kind.OBJECT,
    "reply_parameters": Kind.OBJECT,
    "reply_markup": Kind.OBJECT,
}
_CAPTION = {"caption": Kind.TEXT, "parse_mode": Kind.TEXT, "caption_entities": Kind.LIST}
_COMMANDS = {"scope": Kind.OBJECT, "language_code": Kind.TEXT}

METHODS: Mapping[str, Method] = {
    "getMe": _method(),
    "setWebhook": _method(
        "url",
        url=Kind.TEXT,
        certificate=Kind.FILE,
        ip_address=Kind.TEXT,
        max_connections=Kind.WHOLE,
        allowed_updates=Kind.LIST,
        drop_pending_updates=Kind.FLAG,
        secret_token=Kind.TEXT,
    ),
    "getWebhookInfo": _method(),
    "deleteWebhook": _method(drop_pending_updates=Kind.FLAG),
    "setMyCommands": _method("commands", commands=Kind.LIST, **_COMMANDS),
    "getMyCommands": _method(**_COMMANDS),
    "sendMessage": _method(
        "chat_id",
        "text",
        **_MESSAGE,
        text=Kind.TEXT,
        parse_mode=Kind.TEXT,
        entities=Kind.LIST,
        link_preview_options=Kind.OBJECT,
    ),
    "sendPhoto": _method(
        "chat_id",
        "photo",
        **_MESSAGE,
        **_CAPTION,
        photo=Kind.FILE,
        show_caption_above_media=Kind.FLAG,
        has_spoiler=Kind.FLAG,
    ),
    "sendDocument": _method(
        "chat_id",
        "document",
        **_MESSAGE,
        **_CAPTION,
        document=Kind.FILE,
        thumbnail=Kind.FILE,
        disable_content_type_detection=Kind.FLAG,
    ),
    "sendAudio": _method(
        "chat_id",
        "audio",
        **_MESSAGE,
        **_CAPTION,
        audio=Kind.FILE,
        duration=Kind.WHOLE,
        performer=Kind.TEXT,
        title=Kind.TEXT,
        thumbnail=Kind.FILE,
    ),
    "sendVoice": _method(
        "chat_id",
        "voice",
        **_MESSAGE,
        **_CAPTION,
        voice=Kind.FILE,
        duration=Kind.WHOLE,
    ),
    "sendVenue": _method(
        "chat_id",
        "latitude",
        "longitude",
        "title",
        "address",
        **_MESSAGE,
        latitude=Kind.NUMBER,
        longitude=Kind.NUMBER,
        title=Kind.TEXT,
        address=Kind.TEXT,
        foursquare_id=Kind.TEXT,
        foursquare_type=Kind.TEXT,
        google_place_id=Kind.TEXT,
        google_place_type=Kind.TEXT,
    ),
    "sendLocation": _method(
        "chat_id",
        "latitude",
        "longitude",
        **_MESSAGE,
        latitude=Kind.NUMBER,
        longitude=Kind.NUMBER,
        horizontal_accuracy=Kind.NUMBER,
        live_period=Kind.WHOLE,
        heading=Kind.WHOLE,
        proximity_alert_radius=Kind.WHOLE,
    ),
    "sendChatAction": _method("chat_id", "action", **_TO_A_CHAT, action=Kind.TEXT),
    "answerCallbackQuery": _method(
        "callback_query_id",
        callback_query_id=Kind.TEXT,
        text=Kind.TEXT,
        show_alert=Kind.FLAG,
        url=Kind.TEXT,
        cache_time=Kind.WHOLE,
    ),
}

UPDATE_TYPES = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
        "guest_message",
        "subscription",
        "stopped_message_generation",
    ]
)
