"""People who chat with the bot: what they do becomes updates, as Telegram documents them.

Source: https://core.telegram.org/bots/api#update, #message, #callbackquery, #chatmemberupdated.
"""

import re
import time
import uuid
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from dev.telegram.chats import PRIVATE, Chat, Chats, NoSuchThingError
from dev.telegram.span import units
from dev.telegram.ways import address_of
from dev.telegram.webhook import Courier, Update

FIRST_UPDATE = 810_000_001
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]+)?")


def _file(**members: object) -> dict[str, Any]:
    number = uuid.uuid4().hex
    return {"file_id": f"local-{number}", "file_unique_id": number[:12], "file_size": 12_345, **members}


def _photo(caption: object) -> dict[str, Any]:
    sizes = [_file(width=side, height=side) for side in (90, 800)]
    return {"photo": sizes, **({"caption": caption} if isinstance(caption, str) else {})}


def _text(text: object) -> dict[str, Any]:
    command = COMMAND.match(str(text))
    if not command:
        return {"text": text}
    marked = {"type": "bot_command", "offset": 0, "length": units(command.group())}
    return {"text": text, "entities": [marked]}


def _place(place: object) -> dict[str, Any]:
    return {"location": place if isinstance(place, dict) else {"latitude": 51.5, "longitude": -0.12}}


def _anything(members: object) -> dict[str, Any]:
    return dict(members) if isinstance(members, dict) else {}


def _sticker(_how: object) -> dict[str, Any]:
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": _file(**look, emoji="👍")}


# What a message carries of what somebody did; ``message`` stands for anything that Telegram may send.
MESSAGES: Mapping[str, Callable[[object], dict[str, Any]]] = {
    "text": _text,
    "photo": _photo,
    "voice": lambda _: {"voice": _file(duration=3, mime_type="audio/ogg")},
    "audio": lambda _: {"audio": _file(duration=180, mime_type="audio/mpeg")},
    "video": lambda _: {"video": _file(duration=3, width=640, height=360)},
    "document": lambda _: {"document": _file(file_name="note.pdf", mime_type="application/pdf")},
    "sticker": _sticker,
    "location": _place,
    "contact": lambda _: {"contact": {"phone_number": "+15550100", "first_name": "Grace"}},
    "dice": lambda _: {"dice": {"emoji": "🎲", "value": 4}},
    "message": _anything,
}
DEEDS = (*MESSAGES, "edit", "press", "add")
# What the bot is in a chat, with all that Telegram tells of it.
MEMBER, LEFT, KICKED = {"status": "member"}, {"status": "left"}, {"status": "kicked", "until_date": 0}


class People:
    """Everybody who chats.

    bot: as people see it. token: its own, by which Telegram signs who presses a button to sign in.
    """

    def __init__(self, *, chats: Chats, courier: Courier, bot: Mapping[str, Any], token: str) -> None:
        self._chats, self._courier, self._bot, self._token = chats, courier, bot, token
        self._updates = count(FIRST_UPDATE)

    def act(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked and say by which numbers it goes.

        ``{"user": "Ada", "group": "Trip", "language": "en", <deed>: …}``, a deed of ``DEEDS``. In a group
        people name the bot when they write, unless ``mention`` is false; ``add`` brings it there. With the
        number of a message as ``reply`` they answer it. A button that leads somewhere gives the ``url``
        instead of an update, without who it is where ``tells`` is false. Raises ``NoSuchThingError``.
        """
        deeds = [deed for deed in DEEDS if deed in asked]
        unknown = sorted(asked.keys() - {"user", "group", "language", "tells", "mention", "reply", *DEEDS})
        if unknown or len(deeds) != 1 or not isinstance(asked.get("user"), str):
            raise NoSuchThingError(f"expected user, group, language and one of {', '.join(DEEDS)}")
        user = self._chats.person(asked["user"], language=asked.get("language", "en"))
        chat = self._chats.group(asked["group"]) if asked.get("group") else self._chats.private(user)
        before = len(chat.calls)
        if deeds == ["press"] and "callback_data" not in (button := chat.with_button(str(asked["press"]))[1]):
            url = address_of(button, user, token=self._token, tells=asked.get("tells") is not False)
            return {"url": url, "chat_id": chat.id, "user_id": user["id"], "calls": before}
        how = asked[deeds[0]]
        if deeds == ["text"] and chat.shown["type"] != PRIVATE and asked.get("mention") is not False:
            how = self._naming(str(how))
        to = chat.answered(asked["reply"]) if asked.get("reply") else {}
        kind, member = self._update(chat, user, deeds[0], how, to=to)
        number = self._send(chat, kind, member)
        return {"update_id": number, "chat_id": chat.id, "user_id": user["id"], "calls": before}

    def _update(
        self, chat: Chat, user: Mapping[str, Any], deed: str, how: object, *, to: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        if deed == "press":
            return "callback_query", self._press(chat, user, str(how))
        if deed == "add":
            return "my_chat_member", self._change(chat, user, old=LEFT, new=MEMBER)
        if deed != "edit":
            return "message", chat.message(user, **MESSAGES[deed](how), **to)
        edited = chat.last_of(user)
        edited.update(text=how, edit_date=int(time.time()))
        return "edited_message", edited

    def leave(self, chat: Chat, *, left: bool) -> None:
        """The person blocks the bot, or the group puts it out; or they take it back."""
        if chat.left == left:
            return
        chat.left, private = left, chat.shown["type"] == PRIVATE
        gone = KICKED if private else LEFT
        old, new = (MEMBER, gone) if left else (gone, MEMBER)
        by = self._chats.person(chat.shown["first_name"]) if private else self._last_speaker(chat)
        self._send(chat, "my_chat_member", self._change(chat, by, old=old, new=new))

    def _last_speaker(self, chat: Chat) -> Mapping[str, Any]:
        spoken = [message["from"] for message in chat.messages.values() if not message["from"]["is_bot"]]
        return spoken[-1] if spoken else self._chats.person("Ada")

    def _change(
        self, chat: Chat, by: Mapping[str, Any], *, old: Mapping[str, object], new: Mapping[str, object]
    ) -> dict[str, Any]:
        return {
            "chat": chat.shown,
            "from": by,
            "date": int(time.time()),
            "old_chat_member": {"user": self._bot, **old},
            "new_chat_member": {"user": self._bot, **new},
        }

    def _naming(self, text: str) -> str:
        """The words with the bot's name before them, unless it is a command or names the bot."""
        name = f"@{self._bot['username']}"
        return text if text.startswith("/") or name in text else f"{name} {text}"

    def _press(self, chat: Chat, user: Mapping[str, Any], label: str) -> dict[str, Any]:
        message, button = chat.with_button(label)
        return {
            "id": self._chats.query(chat),
            "from": user,
            "message": message,
            "chat_instance": str(abs(chat.id)),
            "data": button["callback_data"],
        }

    def _send(self, chat: Chat, kind: str, member: Mapping[str, Any]) -> int:
        number = next(self._updates)
        if self._courier.webhook.takes(kind):
            body = {"update_id": number, kind: dict(member)}
            self._courier.send(Update(id=number, chat=chat.id, body=body))
        return number

    def repeat(self, number: int) -> None:
        """Bring an update again, as Telegram does when an answer was lost; raises ``NoSuchThingError``."""
        known = self._courier.updates.get(number)
        if known is None:
            raise NoSuchThingError(f"there is no update {number}")
        self._courier.send(known)
