"""What the bot sends into chats.

Source: https://core.telegram.org/bots/api#available-methods.
"""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from dev.telegram.account import Account
from dev.telegram.chats import Chat, Chats
from dev.telegram.errors import bad
from dev.telegram.keyboard import check_markup
from dev.telegram.marked import Marked, read_marked
from dev.telegram.parameters import Upload, written

TEXT_UNITS, CAPTION_UNITS, ALERT_CHARACTERS = 4096, 1024, 200
# What Telegram fetches by address. Source: https://core.telegram.org/bots/api#sending-files.
BY_ADDRESS = {
    "document": (".gif", ".pdf", ".zip"),
    "audio": (".mp3", ".m4a"),
    "voice": (".ogg", ".oga", ".opus", ".mp3", ".m4a"),
}
PREVIEW: Mapping[str, type] = {
    "is_disabled": bool,
    "url": str,
    "prefer_small_media": bool,
    "prefer_large_media": bool,
    "show_above_text": bool,
}
"""Of ``LinkPreviewOptions``."""

LONGEST_LIVE_PERIOD_S, FOREVER_S = 86_400, 0x7FFFFFFF
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


class Sending:
    """The methods that send."""

    def __init__(self, *, account: Account, chats: Chats) -> None:
        self._account, self._chats = account, chats

    async def send_message(self, given: Mapping[str, Any]) -> object:
        """See ``sendMessage``. Markup is read before the chat is looked for, as Telegram does."""
        _check_preview(given.get("link_preview_options", {}))
        text = _marked(given, "text", "entities")
        if not text.text:
            raise bad("message text is empty")
        if text.length > TEXT_UNITS:
            raise bad("message is too long")
        entities = {"entities": list(text.entities)} if text.entities else {}
        return await self._send("sendMessage", given, text=text.text, **entities)

    async def send_photo(self, given: Mapping[str, Any]) -> object:
        """See ``sendPhoto``."""
        size = {**_stored(given["photo"], "photo"), "width": 800, "height": 600}
        return await self._send("sendPhoto", given, photo=[size], **_caption(given))

    async def send_document(self, given: Mapping[str, Any]) -> object:
        """See ``sendDocument``."""
        document = {**_stored(given["document"], "document"), "file_name": _name(given["document"])}
        return await self._send("sendDocument", given, document=document, **_caption(given))

    async def send_audio(self, given: Mapping[str, Any]) -> object:
        """See ``sendAudio``."""
        named = {name: given[name] for name in ("performer", "title") if name in given}
        duration = given.get("duration", 0)
        audio = {**_stored(given["audio"], "audio"), "duration": duration, **named}
        return await self._send("sendAudio", given, audio=audio, **_caption(given))

    async def send_voice(self, given: Mapping[str, Any]) -> object:
        """See ``sendVoice``."""
        voice = {**_stored(given["voice"], "voice"), "duration": given.get("duration", 0)}
        return await self._send("sendVoice", given, voice=voice, **_caption(given))

    async def send_venue(self, given: Mapping[str, Any]) -> object:
        """See ``sendVenue``."""
        for name in ("title", "address"):
            if not given[name].strip():
                raise bad(f"parameter {name} must be non-empty")
        place = _on_earth(given)
        about = {"location": place, "title": given["title"], "address": given["address"]}
        return await self._send("sendVenue", given, venue=about, location=place)

    async def send_location(self, given: Mapping[str, Any]) -> object:
        """See ``sendLocation``."""
        place = _on_earth(given)
        period = given.get("live_period", FOREVER_S)
        if period != FOREVER_S and not 60 <= period <= LONGEST_LIVE_PERIOD_S:  # noqa: PLR2004 — a minute
            raise bad("wrong live location period specified")
        return await self._send("sendLocation", given, location=place)

    async def send_chat_action(self, given: Mapping[str, Any]) -> object:
        """See ``sendChatAction``."""
        if given["action"] not in ACTIONS:
            raise bad("wrong parameter action in request")
        chat = self._chats.addressed(given["chat_id"])
        await self._chats.record(chat, "sendChatAction", action=given["action"])
        return True

    async def answer_callback_query(self, given: Mapping[str, Any]) -> object:
        """See ``answerCallbackQuery``."""
        if len(given.get("text", "")) > ALERT_CHARACTERS:
            raise bad("MESSAGE_TOO_LONG")
        query = given["callback_query_id"]
        chat = self._chats.queried(query)
        await self._chats.record(
            chat, "answerCallbackQuery", callback_query_id=query, text=given.get("text", "")
        )
        return True

    async def _send(self, method: str, given: Mapping[str, Any], **members: object) -> object:
        markup = given.get("reply_markup")
        check_markup(markup, domain=self._account.domain)
        chat = self._chats.addressed(given["chat_id"])
        below = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
        message = chat.message(
            self._account.sender, **members, **below, **_reply_to(chat, given.get("reply_parameters"))
        )
        await self._chats.record(chat, method, message=message, given=written(given))
        return message


def _check_preview(options: Mapping[str, Any]) -> None:
    for name, value in options.items():
        if not isinstance(value, PREVIEW.get(name, ())):
            raise bad(f'field "{name}" of LinkPreviewOptions is unknown or of another type')


def _on_earth(given: Mapping[str, Any]) -> dict[str, float]:
    latitude, longitude = given["latitude"], given["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 — degrees
        raise bad("latitude or longitude is out of range")
    return {"latitude": latitude, "longitude": longitude}


def _marked(given: Mapping[str, Any], name: str, entities: str) -> Marked:
    if entities not in given:
        return read_marked(given.get(name, ""), parse_mode=given.get("parse_mode"))
    return Marked(text=given.get(name, "").strip(), entities=given[entities])


def _caption(given: Mapping[str, Any]) -> dict[str, Any]:
    caption = _marked(given, "caption", "caption_entities")
    if caption.length > CAPTION_UNITS:
        raise bad("message caption is too long")
    entities = {"caption_entities": list(caption.entities)} if caption.entities else {}
    return {"caption": caption.text, **entities} if caption.text else {}


def _stored(file: str | Upload, kind: str) -> dict[str, Any]:
    """The file as Telegram keeps it; raises ``ApiError`` where it cannot be had from its address."""
    number = uuid.uuid4().hex
    kept = {"file_id": f"local-{number}", "file_unique_id": number[:12]}
    if isinstance(file, Upload):
        return {**kept, "file_size": file.size}
    if file.startswith("local-"):
        return {**kept, "file_id": file}
    address = urlsplit(file)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise bad("wrong file identifier/HTTP URL specified")
    fetched = BY_ADDRESS.get(kind)
    if fetched and not address.path.lower().endswith(fetched):
        raise bad("wrong type of the web page content")
    return kept


def _name(file: str | Upload) -> str:
    return file.name if isinstance(file, Upload) else urlsplit(file).path.rpartition("/")[2]


def _reply_to(chat: Chat, reply: Mapping[str, Any] | None) -> dict[str, Any]:
    if not reply:
        return {}
    answered = chat.messages.get(reply.get("message_id", 0))
    if answered is None and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return {"reply_to_message": answered} if answered else {}
