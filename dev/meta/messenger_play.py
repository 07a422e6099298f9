"""People in Messenger, as the calls that Meta makes of what they do with a page.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
"""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dev.doubles.chats import Chat, Done
from dev.doubles.courier import Letter
from dev.doubles.play import Deed, Manners
from dev.doubles.shown import Button
from dev.meta.account import PageAccount

FILE: Final = {"url": "https://cdn.example/attachment"}
ATTACHED: Final[Mapping[str, Mapping[str, Any]]] = {
    "photo": {"type": "image", "payload": FILE},
    "video": {"type": "video", "payload": FILE},
    "voice": {"type": "audio", "payload": FILE},
    "audio": {"type": "audio", "payload": FILE},
    "file": {"type": "file", "payload": FILE},
    "location": {
        "type": "location",
        "title": "Pinned",
        "payload": {"coordinates": {"lat": 51.5, "long": -0.1}},
    },
    "sticker": {"type": "sticker", "payload": {**FILE, "sticker_id": 369239263222822}},
    "other": {"type": "fallback", "title": "A shared page", "payload": None},
}


class MessengerPlay:
    """See ``Play``. A word may be said several times in one call, newest first: ``{"batch": 3}``."""

    kinds: Sequence[str] = (*ATTACHED, "start")
    manners = Manners()

    def __init__(self, page: PageAccount) -> None:
        self._page = page

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """See ``Play``."""
        count = int(deed.how.get("batch", 1))
        said = [_event(deed.chat, later_ms=number, message=_message(text=text)) for number in range(count)]
        return [self._letter(deed.chat, said[::-1])]

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """See ``Play``; a quick reply is a message, a button of a card is none."""
        del shown_by
        if "quick_reply" in button.told:
            reply = {"payload": button.told["quick_reply"]}
            return [
                self._letter(
                    deed.chat, [_event(deed.chat, message=_message(text=button.label, quick_reply=reply))]
                )
            ]
        return [self._letter(deed.chat, [_pressed(deed.chat, button.label, button.told["postback"])])]

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """See ``Play``; ``start`` is a press on Get Started."""
        if kind == "start":
            return [self._letter(deed.chat, [_pressed(deed.chat, "Get Started", "/start")])]
        return [self._letter(deed.chat, [_event(deed.chat, message=_message(attachments=[ATTACHED[kind]]))])]

    def _letter(self, chat: Chat, events: Sequence[Mapping[str, Any]]) -> Letter:
        page = self._page.id
        told = [{"recipient": {"id": page}, **event} for event in events]
        entry = {"id": page, "time": int(time.time() * 1000), "messaging": told}
        return Letter(chat=chat.id, body=json.dumps({"object": "page", "entry": [entry]}).encode())


def _pressed(chat: Chat, title: str, payload: str) -> Mapping[str, Any]:
    return _event(chat, postback={"mid": _mid(), "title": title, "payload": payload})


def _message(**told: object) -> Mapping[str, Any]:
    return {"mid": _mid(), **told}


def _event(chat: Chat, *, later_ms: int = 0, **told: object) -> Mapping[str, Any]:
    at_ms = int(time.time() * 1000) + later_ms
    return {"sender": {"id": chat.id}, "timestamp": at_ms, **told}


def _mid() -> str:
    return f"m_{uuid.uuid4().hex}"
