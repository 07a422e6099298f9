"""People on Telegram: their updates go to the webhook, and the stand-in shows the answers."""

import asyncio
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from aiohttp import ClientSession

from bench.load.diary import Diary
from bench.load.platform import LocalPlatform
from bench.load.words import Phrase
from cli.installed import installed_locally
from lambdas.domain.ids import ConversationId
from lambdas.domain.keys import digest

TELEGRAM: Final = "telegram"
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — a header's name
AGAIN_S: Final = 1.0
WAIT_S: Final = 0.5
OK: Final = 200
GREETING: Final = Phrase(text="Hello", hears="book a hotel room")


class Messenger:
    """Posts updates as Telegram does. acks_s: how long each call took."""

    def __init__(self, *, platform: LocalPlatform, session: ClientSession, diary: Diary) -> None:
        self._session, self.diary = session, diary
        self._stand_in, self._url = platform.telegram, f"{platform.site}/webhooks/{TELEGRAM}"
        secret = installed_locally(TELEGRAM, local=platform.local).secrets.newest_proof()
        self._headers = {SECRET_HEADER: secret}
        self.acks_s: list[float] = []
        # A number that was used in an earlier run is a repeat.
        self._updates = int(time.time() * 1000)

    async def meet(self, name: str, *, canary: str) -> "Chatter":
        """Somebody new, who greets the bot and has its answer: before that it may not write."""
        event, chat = await self._greet(f"{name} {uuid.uuid4().hex[:8]}")
        chatter = Chatter(name=name, chat=chat, messenger=self)
        self.diary.meet(name, canary=canary)
        kept = digest(TELEGRAM, ConversationId(str(chat)))
        self.diary.opens(chatter.place, conversation=name, kept=kept)
        self.diary.says(event, GREETING, owner=name, conversation=name)
        self.diary.takes(event)
        while not await self.messages(chat, wait_s=WAIT_S):
            pass
        return chatter

    async def _greet(self, user: str) -> tuple[str, int]:
        """The update and the chat of somebody's first word."""
        deed = {"user": user, "text": GREETING.text}
        async with self._session.post(f"{self._stand_in}/_dev/say", json=deed) as told:
            said = await told.json()
        return str(said["update_id"]), int(said["chat_id"])

    def update(self, chatter: "Chatter", phrase: Phrase) -> Mapping[str, Any]:
        """What Telegram would send for a message; written down as said."""
        self._updates += 1
        user = {"id": chatter.chat, "is_bot": False, "first_name": chatter.name, "language_code": "en"}
        message = {
            "message_id": self._updates,
            "date": int(time.time()),
            "chat": {"id": chatter.chat, "type": "private", "first_name": chatter.name},
            "from": user,
            "text": phrase.text,
        }
        self.diary.says(str(self._updates), phrase, owner=chatter.name, conversation=chatter.name)
        return {"update_id": self._updates, "message": message}

    async def post(self, update: Mapping[str, Any]) -> None:
        """Bring an update until it is taken."""
        while True:
            began = time.monotonic()
            async with self._session.post(self._url, json=update, headers=self._headers) as answer:
                status = answer.status
            self.acks_s.append(time.monotonic() - began)
            if status == OK:
                self.diary.takes(str(update["update_id"]))
                return
            await asyncio.sleep(AGAIN_S)

    async def messages(self, chat: int, *, wait_s: float = 0) -> Sequence[Mapping[str, Any]]:
        """What the bot wrote into a chat, each with ``at``, when it came; waits for the first."""
        place = f"{self._stand_in}/_dev/chats/{chat}"
        async with self._session.get(place, params={"after": 0, "wait_s": wait_s}) as answer:
            calls = (await answer.json())["calls"]
        return [{**call["message"], "at": call["at"]} for call in calls if "message" in call]


class Chatter:
    """Somebody in a private chat with the bot."""

    def __init__(self, *, name: str, chat: int, messenger: Messenger) -> None:
        self.name, self.chat, self._messenger = name, chat, messenger
        self.place = f"chat:{name}"
        self._one_at_a_time = asyncio.Lock()

    async def says(self, update: Mapping[str, Any]) -> None:
        """Bring an update when the one before is taken: then the queue's order is theirs."""
        async with self._one_at_a_time:
            await self._messenger.post(update)
