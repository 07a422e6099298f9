"""Who chats where, and all that the bot did there."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dev.doubles.shown import Button, Shown

NO_ANSWER = 0


class NotThereError(Exception):
    """A test or a person asked for what is not there; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody. id: the messenger's."""

    id: str
    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One call of the bot. status: what it was answered, 0 where the answer was lost.

    shown: what the person sees of it. kept: what the messenger knows of the message, such as its id.
    """

    number: int
    at: float
    method: str
    parameters: Mapping[str, Any]
    status: int
    shown: Shown | None
    kept: Mapping[str, Any]

    def written(self) -> dict[str, Any]:
        """The call as JSON; thread: what an answer to it names, where the messenger has that."""
        named = {name: getattr(self, name) for name in ("number", "at", "method", "parameters", "status")}
        shown = self.shown.written() if self.shown else None
        return {**named, "shown": shown, "thread": self.kept.get("thread", "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What somebody did after so many calls of the bot. deed: ``text``, ``choose`` or ``send``.

    thread: the one that it is in, or began. deliveries: what became of it, by their numbers.
    """

    after: int
    user: str
    deed: str
    words: str
    thread: str = ""
    deliveries: Sequence[int] = ()


@dataclass(slots=True, kw_only=True)
class Chat:
    """One chat. left: whether the person blocked the bot. open: whether the bot may still write first.

    changes: how often anything came to be otherwise here, what a delivery met included.
    """

    id: str
    title: str
    private: bool
    people: dict[str, Person] = field(default_factory=dict)
    calls: list[Done] = field(default_factory=list)
    said: list[Word] = field(default_factory=list)
    left: bool = False
    open: bool = True
    changes: int = 0

    def pressed(self, label: str) -> tuple[Done, Button]:
        """The latest button of this label, and the call that showed it; raises ``NotThereError``."""
        for done in reversed(self.calls):
            for button in done.shown.every_button() if done.shown else ():
                if button.label == label:
                    return done, button
        raise NotThereError(f"there is no button {label!r} in chat {self.id}")

    def written(self) -> dict[str, Any]:
        """The chat as JSON, without what was said."""
        named = {name: getattr(self, name) for name in ("title", "private", "left", "open")}
        return {"chat": self.id, **named, "people": [person.name for person in self.people.values()]}


class Chats:
    """Every person and chat; they come to be when somebody first speaks.

    people, privates, groups: how the messenger's ids look, with a place for a number: ``U{:08}``. A private
    chat without a look of its own goes by the person's id; without one for groups there are none.
    """

    def __init__(self, *, people: str, privates: str = "", groups: str = "") -> None:
        self._people_ids, self._private_ids, self.group_ids = people, privates, groups
        self._people: dict[str, Person] = {}
        self._private: dict[str, Chat] = {}
        self._groups: dict[str, Chat] = {}
        self._chats: dict[str, Chat] = {}
        self._news = asyncio.Condition()

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._chats.values())

    def person(self, name: str, *, language: str = "en") -> Person:
        """Somebody by name."""
        number = len(self._people) + 1
        new = Person(id=self._people_ids.format(number), name=name, language=language)
        return self._people.setdefault(name, new)

    def somebody(self, number: str) -> Person:
        """Somebody by the messenger's id; raises ``NotThereError``."""
        for person in self._people.values():
            if person.id == number:
                return person
        raise NotThereError(f"there is no person {number}")

    def private(self, person: Person) -> Chat:
        """The chat of one person with the bot."""
        if person.id not in self._private:
            name = self._private_ids.format(len(self._private) + 1) or person.id
            self._private[person.id] = self._new(name, title=person.name, private=True)
        return self._with(self._private[person.id], person)

    def group(self, title: str, person: Person) -> Chat:
        """A group by title, which the person is in from now on; raises ``NotThereError``."""
        if not self.group_ids:
            raise NotThereError("this messenger has no groups for bots")
        if title not in self._groups:
            name = self.group_ids.format(len(self._groups) + 1)
            self._groups[title] = self._new(name, title=title, private=False)
        return self._with(self._groups[title], person)

    def known(self, number: str) -> Chat:
        """A chat by id; raises ``NotThereError``."""
        if number not in self._chats:
            raise NotThereError(f"there is no chat {number}")
        return self._chats[number]

    def find(self, number: object) -> Chat | None:
        """The chat that a bot names, or none."""
        return self._chats.get(number) if isinstance(number, str) else None

    async def record(
        self,
        chat: Chat,
        method: str,
        *,
        parameters: Mapping[str, Any],
        status: int,
        shown: Shown | None = None,
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        """Note what the bot did, and tell whoever waits for it."""
        done = Done(
            number=len(chat.calls) + 1,
            at=time.time(),
            method=method,
            parameters=parameters,
            status=status,
            shown=shown,
            kept=kept or {},
        )
        chat.calls.append(done)
        await self.changed(chat)

    async def changed(self, chat: Chat) -> None:
        """Tell whoever waits that something is otherwise."""
        async with self._news:
            chat.changes += 1
            self._news.notify_all()

    async def calls(
        self, chat: Chat, *, after: int, wait_s: float, changes: int | None = None
    ) -> Sequence[Done]:
        """What the bot did after so many calls; waits for the first, or for any change after so many."""

        def is_news() -> bool:
            return len(chat.calls) > after or (changes is not None and chat.changes > changes)

        try:
            async with asyncio.timeout(wait_s), self._news:
                await self._news.wait_for(is_news)
        except TimeoutError:
            pass
        return chat.calls[after:]

    def _new(self, name: str, *, title: str, private: bool) -> Chat:
        return self._chats.setdefault(name, Chat(id=name, title=title, private=private))

    def _with(self, chat: Chat, person: Person) -> Chat:
        chat.people.setdefault(person.id, person)
        return chat
