"""People in WhatsApp, as the calls that Meta makes of what they do with a number.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

import base64
import json
import re
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dev.doubles.chats import Chat, Chats, Done, Person
from dev.doubles.courier import Letter
from dev.doubles.play import Deed, Manners
from dev.doubles.shown import Button
from dev.meta.account import NumberAccount

PEOPLE: Final = "US.1{:019}"
"""How the ids look that a business knows people by."""

PHONES: Final = "1650555{:04}"
SENT: Final[Mapping[str, tuple[str, Any]]] = {
    "photo": ("image", {"id": "1", "mime_type": "image/jpeg", "sha256": "x"}),
    "video": ("video", {"id": "2", "mime_type": "video/mp4", "sha256": "x"}),
    "voice": ("audio", {"id": "3", "mime_type": "audio/ogg; codecs=opus", "sha256": "x", "voice": True}),
    "audio": ("audio", {"id": "4", "mime_type": "audio/mpeg", "sha256": "x", "voice": False}),
    "file": ("document", {"id": "5", "mime_type": "application/pdf", "filename": "note.pdf", "sha256": "x"}),
    "location": ("location", {"latitude": 51.5, "longitude": -0.1, "name": "The office"}),
    "sticker": ("sticker", {"id": "6", "mime_type": "image/webp", "animated": False, "sha256": "x"}),
    "contact": ("contacts", [{"name": {"formatted_name": "Bob B", "first_name": "Bob"}}]),
    "reaction": ("reaction", {"message_id": "wamid.1", "emoji": "👍"}),
    "other": ("unsupported", {"type": "unknown"}),
}


class WhatsAppPlay:
    """See ``Play``. messages: where each was said, so that it can be read.

    A word may be said several times in one call, newest first (``{"batch": 3}``), and by somebody who tells
    no number (``{"number": false}``).
    """

    kinds: Sequence[str] = (*SENT, "start")
    manners = Manners()

    def __init__(self, number: NumberAccount) -> None:
        self._number = number
        self.messages: dict[str, Chat] = {}

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """See ``Play``."""
        count = int(deed.how.get("batch", 1))
        told = [self._message(deed, "text", {"body": text}, later_s=number) for number in range(count)]
        return [self._letter(deed, told[::-1])]

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """See ``Play``."""
        kind = str(button.told["type"])
        reply = {name: value for name, value in button.told.items() if name != "type"}
        message = self._message(deed, "interactive", {"type": kind, kind: reply})
        about = {"from": self._number.shown, "id": shown_by.kept["message"]}
        return [self._letter(deed, [{**message, "context": about}])]

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """See ``Play``; ``start`` is a chat that is opened, where the number wants to hear of it."""
        name, told = ("request_welcome", {}) if kind == "start" else SENT[kind]
        return [self._letter(deed, [self._message(deed, name, told)])]

    def status(self, chat: Chat, message: str, kind: str, *, code: int = 0) -> Letter:
        """What became of a message of the bot's."""
        (person,) = chat.people.values()
        told: dict[str, Any] = {
            "id": message,
            "status": kind,
            "timestamp": str(int(time.time())),
            "recipient_id": phone_of(person),
            "recipient_user_id": person.id,
        }
        if code:
            told["errors"] = [{"code": code, "title": "Message failed"}]
        return Letter(chat=chat.id, body=self._body({"statuses": [told]}))

    def _message(self, deed: Deed, kind: str, told: object, *, later_s: int = 0) -> dict[str, Any]:
        number = message_id(phone_of(deed.person))
        self.messages[number] = deed.chat
        return {
            **({"from": phone_of(deed.person)} if deed.how.get("number", True) else {}),
            "from_user_id": deed.person.id,
            "id": number,
            "timestamp": str(int(time.time()) + later_s),
            "type": kind,
            kind: told,
        }

    def _letter(self, deed: Deed, messages: Sequence[Mapping[str, Any]]) -> Letter:
        number = {"wa_id": phone_of(deed.person)} if deed.how.get("number", True) else {}
        username = {} if number else {"username": deed.person.name.lower()}
        contact = {"profile": {"name": deed.person.name, **username}, **number, "user_id": deed.person.id}
        return Letter(chat=deed.chat.id, body=self._body({"contacts": [contact], "messages": list(messages)}))

    def _body(self, told: Mapping[str, Any]) -> bytes:
        metadata = {"display_phone_number": self._number.shown, "phone_number_id": self._number.id}
        value = {"messaging_product": "whatsapp", "metadata": metadata, **told}
        entry = {"id": self._number.waba, "changes": [{"value": value, "field": "messages"}]}
        return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def message_id(phone: str) -> str:
    """A new id of a message as WhatsApp makes them: whose number it is of stands in it."""
    return "wamid." + base64.b64encode(f"\x1d\x0b{phone}\x15{uuid.uuid4().hex}\0".encode()).decode()


def phone_of(person: Person) -> str:
    """Somebody's number."""
    return PHONES.format(int(person.id[-4:]))


def chat_of(chats: Chats, given: Mapping[str, Any]) -> Chat | None:
    """Whom a call is for, by number or by id."""
    to = given.get("to")
    by_number = {phone_of(person): chat for chat in chats for person in chat.people.values()}
    found = by_number.get(digits_of(to)) if isinstance(to, str) else None
    return found or chats.find(to or given.get("recipient"))


def digits_of(number: str) -> str:
    """A number without what may stand between its digits and before them.

    Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
    """
    return re.sub(r"[+\-() ]", "", number)
