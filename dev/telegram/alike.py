"""`/NAME/_dev/…`: the way to the people and the faults that the doubles of all messengers share.

See ``dev/doubles/__init__.py``; what Telegram has besides is in ``control``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from aiohttp import web

from dev.doubles.chats import Word
from dev.doubles.control import LONGEST_WAIT_S, answered, object_of
from dev.doubles.play import Manners
from dev.telegram.chats import PRIVATE, Chat, Chats, NoSuchThingError
from dev.telegram.faults import Faults
from dev.telegram.play import People
from dev.telegram.shown import shown
from dev.telegram.webhook import SECRET_HEADER, Courier, Update

ADDED = "added"
"""A kind of Telegram's own: somebody brings the bot into a group."""

KINDS = {
    "photo": "photo",
    "voice": "voice",
    "audio": "audio",
    "video": "video",
    "file": "document",
    "location": "location",
    "sticker": "sticker",
    "contact": "contact",
    "other": "dice",
    ADDED: "add",
}
ABOUT = ("number", "at", "method", "message", "refused", "given")
TAKEN = 200
MANNERS = Manners(named=True, answers=True, command="/help")


class Alike:
    """Telegram, operated as every other double."""

    def __init__(self, *, people: People, chats: Chats, courier: Courier, faults: Faults) -> None:
        self._people, self._chats, self._courier, self._faults = people, chats, courier, faults
        self._said: dict[int, list[Word]] = {}
        courier.tell_of_tries(self._tried)

    def add_to(self, app: web.Application, *, below: str) -> None:
        """Serve below a path."""
        app.router.add_get(below, answered(self.about))
        app.router.add_post(f"{below}/say", answered(self.say))
        app.router.add_get(f"{below}/chats", answered(self.chats))
        app.router.add_get(f"{below}/chats/{{chat}}", answered(self.chat))
        app.router.add_get(f"{below}/deliveries/{{delivery}}", answered(self.delivery))
        app.router.add_post(f"{below}/repeat", answered(self.repeat))
        app.router.add_post(f"{below}/faults", answered(self.add_fault))
        app.router.add_delete(f"{below}/faults", answered(self.clear_faults))
        app.router.add_post(f"{below}/leave", answered(self.leave))

    async def about(self, _request: web.Request) -> object:
        """What people can do there."""
        return {"kinds": list(KINDS), "groups": True, "manners": asdict(MANNERS), "window": False}

    async def say(self, request: web.Request) -> object:
        """Somebody does something."""
        asked = await object_of(request)
        deed, words = _deed(asked)
        done = self._people.act({**_answering(asked), **asked, **_of_telegram(deed, words)})
        chat = self._chats.known(int(done["chat_id"]))
        numbers = {"chat": str(chat.id), "user": str(done["user_id"]), "calls": done["calls"], "thread": ""}
        updates = [] if "url" in done else [done["update_id"]]
        word = Word(after=done["calls"], user=asked["user"], deed=deed, words=words, deliveries=updates)
        self._said.setdefault(chat.id, []).append(word)
        await self._chats.changed(chat)
        return {**numbers, "deliveries": updates, **({"url": done["url"]} if "url" in done else {})}

    async def chats(self, _request: web.Request) -> object:
        """Every chat."""
        return {"chats": [_chat(chat) for chat in self._chats]}

    async def chat(self, request: web.Request) -> object:
        """What the bot did in a chat, and people before it."""
        chat = self._chats.known(int(request.match_info["chat"]))
        wait_s = min(float(request.query.get("wait_s", "0")), LONGEST_WAIT_S)
        after, changes = int(request.query.get("after", "0")), request.query.get("changes")
        calls = await self._chats.calls(
            chat, after=after, wait_s=wait_s, changes=None if changes is None else int(changes)
        )
        said = [
            {**asdict(word), "deliveries": self._fared(word.deliveries)}
            for word in self._said.get(chat.id, [])
        ]
        told = {"calls": [_call(call) for call in calls], "said": said, "changes": chat.changes}
        return {**_chat(chat), **told, "waits": not self._courier.webhook.url}

    def _fared(self, updates: Sequence[int]) -> Sequence[Mapping[str, Any]]:
        """What became of these; of one that nobody wanted there is nothing."""
        known = (self._courier.updates.get(number) for number in updates)
        return [update.fared() for update in known if update]

    async def delivery(self, request: web.Request) -> object:
        """How an update fared on its way."""
        number = request.match_info["delivery"]
        update = self._courier.updates.get(int(number))
        if update is None:
            raise NoSuchThingError(f"there is no update {number}")
        hidden = {SECRET_HEADER: "…"} if self._courier.webhook.secret else {}
        headers = {"Content-Type": "application/json", **hidden}
        return {**update.fared(), "body": update.body, "headers": headers}

    async def repeat(self, request: web.Request) -> object:
        """Bring an update once more."""
        self._people.repeat(int((await object_of(request)).get("delivery", 0)))
        return {}

    async def add_fault(self, request: web.Request) -> object:
        """A fault in the words that all doubles share."""
        asked = await object_of(request)
        if asked.get("after") and asked.get("status"):
            raise ValueError("Telegram's double cannot carry a call out and answer that it failed")
        names = {"chat": "chat_id", "status": "error_code", "after": "lose"}
        self._faults.add({names.get(name, name): value for name, value in asked.items()})
        return {}

    async def clear_faults(self, _request: web.Request) -> object:
        """See ``Faults``."""
        self._faults.clear()
        return {}

    async def leave(self, request: web.Request) -> object:
        """The person blocks the bot, or takes it back."""
        asked = await object_of(request)
        chat = self._chats.known(int(asked.get("chat", 0)))
        self._people.leave(chat, left=asked.get("left", True) is not False)
        await self._chats.changed(chat)
        return {}

    async def _tried(self, update: Update) -> None:
        await self._chats.changed(self._chats.known(update.chat))


def _deed(asked: dict[str, Any]) -> tuple[str, str]:
    """What is done, taken out of what was asked, and its words."""
    deeds = [each for each in ("text", "choose", "send") if each in asked]
    if len(deeds) != 1 or not isinstance(asked[deeds[0]], str):
        raise ValueError("expected one of text, choose, send")
    return deeds[0], asked.pop(deeds[0])


def _of_telegram(deed: str, words: str) -> Mapping[str, object]:
    """The same as ``People.act`` takes it."""
    if deed == "send":
        if words not in KINDS:
            raise NoSuchThingError(f"nobody can send {words!r}; expected one of {', '.join(KINDS)}")
        return {KINDS[words]: True}
    return {"press" if deed == "choose" else "text": words}


def _answering(asked: dict[str, Any]) -> Mapping[str, object]:
    """The message that is answered, taken out of what was asked."""
    thread = asked.pop("thread", "")
    return {"reply": int(thread)} if thread else {}


def _chat(chat: Chat) -> Mapping[str, object]:
    private = chat.shown["type"] == PRIVATE
    title = chat.shown["first_name" if private else "title"]
    speakers = [each["from"] for each in chat.messages.values() if not each["from"]["is_bot"]]
    people = [title] if private else list(dict.fromkeys(each["first_name"] for each in speakers))
    return {
        "chat": str(chat.id),
        "title": title,
        "private": private,
        "left": chat.left,
        "open": True,
        "people": people,
    }


def _call(call: Mapping[str, Any]) -> Mapping[str, object]:
    refused = call.get("refused")
    seen = shown(call)
    return {
        "number": call["number"],
        "at": call["at"],
        "method": call["method"],
        "parameters": {
            **call.get("given", {}),
            **{name: value for name, value in call.items() if name not in ABOUT},
        },
        "status": refused["error_code"] if refused else TAKEN,
        "shown": seen.written() if seen else None,
        "thread": str(call.get("message", {}).get("message_id", "")),
    }
