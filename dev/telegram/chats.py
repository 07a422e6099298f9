"""Who chats where, and all that the bot did there."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from dev.doubles.chats import NotThereError
from dev.telegram.errors import ApiError, bad
from dev.telegram.keyboard import buttons
from dev.telegram.ways import PLAIN, SIGNED

FIRST_PERSON, FIRST_GROUP = 700_000_001, -500_000_001
PRIVATE, GROUP = "private", "group"
PRESSED = frozenset({"callback_data", SIGNED, PLAIN})


class NoSuchThingError(NotThereError):
    """A test or a person asked for what is not there; the message says what."""


@dataclass(slots=True, kw_only=True)
class Chat:
    """One chat, as far as the bot sees it.

    shown: the ``Chat`` object that messages carry. calls: what the bot did here, in order, each numbered
    from 1. messages: by id, everybody's. left: whether the person blocked the bot, or it was put out.
    changes: how often anything came to be otherwise, what an update met included.
    """

    shown: Mapping[str, Any]
    calls: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    left: bool = False
    changes: int = 0

    @property
    def id(self) -> int:
        """Positive for a private chat, negative for a group."""
        return int(self.shown["id"])

    def message(self, sender: Mapping[str, Any], **members: object) -> dict[str, Any]:
        """Put a message into the chat."""
        number = len(self.messages) + 1
        about = {"message_id": number, "from": sender, "chat": self.shown, "date": int(time.time())}
        self.messages[number] = {**about, **members}
        return self.messages[number]

    def answered(self, number: int) -> Mapping[str, Any]:
        """What a message has that answers this one, told one step deep; raises ``NoSuchThingError``."""
        if number not in self.messages:
            raise NoSuchThingError(f"there is no message {number} in chat {self.id}")
        earlier = {name: value for name, value in self.messages[number].items() if name != "reply_to_message"}
        return {"reply_to_message": earlier}

    def with_button(self, label: str) -> tuple[dict[str, Any], Mapping[str, Any]]:
        """The latest message with a button of this label, and the button; raises ``NoSuchThingError``."""
        for message in reversed(self.messages.values()):
            for button in buttons(message):
                if button["text"] == label and PRESSED & button.keys():
                    return message, button
        raise NoSuchThingError(f"there is no button {label!r} in chat {self.id}")

    def last_of(self, user: Mapping[str, Any]) -> dict[str, Any]:
        """The latest message of somebody; raises ``NoSuchThingError``."""
        for message in reversed(self.messages.values()):
            if message["from"] == user:
                return message
        raise NoSuchThingError(f"{user['first_name']} has said nothing in chat {self.id}")


class Chats:
    """Every person and chat; they come to be when somebody first speaks."""

    def __init__(self) -> None:
        self._people: dict[str, dict[str, Any]] = {}
        self._groups: dict[str, int] = {}
        self._chats: dict[int, Chat] = {}
        self._queries: dict[str, Chat] = {}
        self._numbers = count(1)
        self.news = asyncio.Condition()

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._chats.values())

    def person(self, name: str, *, language: str = "en") -> dict[str, Any]:
        """Somebody by name."""
        new = {
            "id": FIRST_PERSON + len(self._people),
            "is_bot": False,
            "first_name": name,
            "language_code": language,
        }
        return self._people.setdefault(name, new)

    def private(self, user: Mapping[str, Any]) -> Chat:
        """The chat of one person with the bot."""
        shown = {"id": user["id"], "type": PRIVATE, "first_name": user["first_name"]}
        return self._chats.setdefault(int(user["id"]), Chat(shown=shown))

    def group(self, title: str) -> Chat:
        """A group by title."""
        number = self._groups.setdefault(title, FIRST_GROUP - len(self._groups))
        shown = {"id": number, "type": GROUP, "title": title}
        return self._chats.setdefault(number, Chat(shown=shown))

    def known(self, number: int) -> Chat:
        """A chat by id; raises ``NoSuchThingError``."""
        if number not in self._chats:
            raise NoSuchThingError(f"there is no chat {number}")
        return self._chats[number]

    def addressed(self, chat_id: int | str) -> Chat:
        """The chat that the bot names; raises ``ApiError`` where it is unknown or will hear nothing."""
        chat = self._chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad("chat not found")
        if chat.left:
            private = chat.shown["type"] == PRIVATE
            why = "blocked by the user" if private else "kicked from the group chat"
            raise ApiError(403, f"Forbidden: bot was {why}")
        return chat

    def query(self, chat: Chat) -> str:
        """A new callback query's id."""
        number = str(4_000_000_000_000_000_000 + next(self._numbers))
        self._queries[number] = chat
        return number

    def queried(self, query: str) -> Chat:
        """The chat of a callback query; raises ``ApiError``."""
        if query not in self._queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return self._queries[query]

    async def record(self, chat: Chat, method: str, **members: object) -> None:
        """Note what the bot did, and tell whoever waits for it."""
        number = len(chat.calls) + 1
        chat.calls.append({"number": number, "at": time.time(), "method": method, **members})
        await self.changed(chat)

    async def changed(self, chat: Chat) -> None:
        """Tell whoever waits that something is otherwise."""
        async with self.news:
            chat.changes += 1
            self.news.notify_all()

    async def calls(
        self, chat: Chat, *, after: int, wait_s: float, changes: int | None = None
    ) -> list[dict[str, Any]]:
        """What the bot did after so many calls; waits for the first, or for any change after so many."""

        def is_news() -> bool:
            return len(chat.calls) > after or (changes is not None and chat.changes > changes)

        async with self.news:
            try:
                async with asyncio.timeout(wait_s):
                    await self.news.wait_for(is_news)
            except TimeoutError:
                pass
        return chat.calls[after:]
