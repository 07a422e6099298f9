"""`/_dev/…`: where tests, pages and commands play people, look at what the bot did, and ask for faults."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from aiohttp import web

from dev.doubles.chats import Chat, Chats, NotThereError, Person, Word
from dev.doubles.courier import Courier, Delivery, Webhook
from dev.doubles.faults import Faults
from dev.doubles.play import Deed, Play

LONGEST_WAIT_S = 60.0
SAID = frozenset({"user", "group", "language", "text", "choose", "send"})
DEEDS = ("text", "choose", "send")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """The way to the people, the faults and the courier.

    window: whether the bot may write to a person only for so long after his last word.
    """

    def __init__(
        self, *, play: Play, chats: Chats, courier: Courier, faults: Faults, window: bool = False
    ) -> None:
        self._play, self._chats, self._courier, self._faults = play, chats, courier, faults
        self._window = window
        courier.tell_of_tries(self._tried)

    def add_to(self, app: web.Application) -> None:
        """Serve below ``/_dev``, and stop the courier when the application stops."""
        app.router.add_get("/_dev", answered(self.about))
        app.router.add_post("/_dev/say", answered(self.say))
        app.router.add_get("/_dev/chats", answered(self.chats))
        app.router.add_get("/_dev/chats/{chat}", answered(self.chat))
        app.router.add_get("/_dev/deliveries/{delivery}", answered(self.delivery))
        app.router.add_post("/_dev/repeat", answered(self.repeat))
        app.router.add_post("/_dev/faults", answered(self.add_fault))
        app.router.add_delete("/_dev/faults", answered(self.clear_faults))
        app.router.add_post("/_dev/leave", answered(self.leave))
        app.router.add_post("/_dev/window", answered(self.set_window))
        app.router.add_post("/_dev/webhook", answered(self.set_webhook))
        app.cleanup_ctx.append(self._until_the_end)

    async def about(self, _request: web.Request) -> object:
        """What people can do there."""
        return {
            "kinds": list(self._play.kinds),
            "groups": bool(self._chats.group_ids),
            "manners": asdict(self._play.manners),
            "window": self._window,
        }

    async def say(self, request: web.Request) -> object:
        """Somebody does something; a link that is pressed tells the bot nothing."""
        asked = await object_of(request)
        person = self._chats.person(_text(asked, "user"), language=asked.get("language", "en"))
        chat = self._chat_of(asked, person)
        deed = Deed(person=person, chat=chat, how={name: asked[name] for name in asked.keys() - SAID})
        numbers = {"chat": chat.id, "user": person.id, "calls": len(chat.calls)}
        done = [each for each in DEEDS if each in asked]
        if len(done) != 1:
            raise ValueError(f"expected one of {', '.join(DEEDS)}")
        told = self._do(deed, done[0], _text(asked, done[0]))
        await self._chats.changed(chat)
        return {**numbers, **told}

    def _do(self, deed: Deed, what: str, words: str) -> Mapping[str, Any]:
        """The deliveries of a deed, or where a link leads."""
        if what == "choose":
            shown_by, button = deed.chat.pressed(words)
            if button.url:
                return {"deliveries": [], "thread": "", "url": button.url}
            letters = self._play.chooses(deed, shown_by, button)
        else:
            letters = self._play.says(deed, words) if what == "text" else self._play.sends(deed, words)
        deed.chat.open = True
        numbers = [self._courier.send(letter).number for letter in letters]
        thread = "" if deed.chat.private else next((letter.thread for letter in letters), "")
        after, user = len(deed.chat.calls), deed.person.name
        deed.chat.said.append(
            Word(after=after, user=user, deed=what, words=words, thread=thread, deliveries=numbers)
        )
        return {"deliveries": numbers, "thread": thread}

    def _chat_of(self, asked: Mapping[str, Any], person: Person) -> Chat:
        group = asked.get("group")
        return self._chats.group(str(group), person) if group else self._chats.private(person)

    async def chats(self, _request: web.Request) -> object:
        """Every chat."""
        return {"chats": [chat.written() for chat in self._chats]}

    async def chat(self, request: web.Request) -> object:
        """What the bot did in a chat."""
        chat = self._chats.known(request.match_info["chat"])
        wait_s = min(float(request.query.get("wait_s", "0")), LONGEST_WAIT_S)
        after, changes = int(request.query.get("after", "0")), request.query.get("changes")
        calls = await self._chats.calls(
            chat, after=after, wait_s=wait_s, changes=None if changes is None else int(changes)
        )
        said = [{**asdict(word), "deliveries": self._fared(word.deliveries)} for word in chat.said]
        told = {"calls": [done.written() for done in calls], "said": said, "changes": chat.changes}
        return {**chat.written(), **told, "waits": self._courier.waits}

    def _fared(self, deliveries: Sequence[int]) -> Sequence[Mapping[str, Any]]:
        return [self._courier.delivery(number).fared() for number in deliveries]

    async def delivery(self, request: web.Request) -> object:
        """How a delivery fared on its way."""
        return self._courier.delivery(int(request.match_info["delivery"])).written()

    async def repeat(self, request: web.Request) -> object:
        """See ``Courier.repeat``."""
        self._courier.repeat(int((await object_of(request)).get("delivery", 0)))
        return {}

    async def add_fault(self, request: web.Request) -> object:
        """See ``Fault``."""
        self._faults.add(await object_of(request))
        return {}

    async def clear_faults(self, _request: web.Request) -> object:
        """See ``Faults``."""
        self._faults.clear()
        return {}

    async def leave(self, request: web.Request) -> object:
        """The person blocks the bot, or the group puts it out; or takes it back."""
        asked = await object_of(request)
        chat = self._chats.known(_text(asked, "chat"))
        chat.left = asked.get("left", True) is not False
        await self._chats.changed(chat)
        return {}

    async def set_window(self, request: web.Request) -> object:
        """The bot may write first, or no longer."""
        asked = await object_of(request)
        chat = self._chats.private(self._chats.person(_text(asked, "user")))
        chat.open = asked.get("open") is True
        await self._chats.changed(chat)
        return {}

    async def set_webhook(self, request: web.Request) -> object:
        """What an operator enters at the messenger's own site."""
        asked = await object_of(request)
        self._courier.bring_to(Webhook(url=str(asked.get("url", "")), secret=str(asked.get("secret", ""))))
        return {}

    async def _tried(self, delivery: Delivery) -> None:
        chat = self._chats.find(delivery.letter.chat)
        if chat:
            await self._chats.changed(chat)

    async def _until_the_end(self, _app: web.Application) -> AsyncIterator[None]:
        yield
        await self._courier.close()


def answered(operate: Callable[[web.Request], Awaitable[object]]) -> Handler:
    """Answer with JSON, and what was wrongly asked with 400 or 404 and why."""

    async def handler(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await operate(request))
        except NotThereError as missing:
            return web.json_response({"error": str(missing)}, status=404)
        except (ValueError, TypeError) as wrong:
            return web.json_response({"error": str(wrong)}, status=400)

    return handler


async def object_of(request: web.Request) -> dict[str, Any]:
    """The JSON object of a request; raises ``ValueError``."""
    asked = await request.json()
    if not isinstance(asked, dict):
        raise ValueError("expected a JSON object")  # noqa: TRY004 — one kind of error for a wrong body
    return asked


def _text(asked: Mapping[str, Any], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"expected {name} as text")
    return value
