"""People on the page and on Telegram who chat side by side, each the same way."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import ClientSession

from bench.load.aftermath import write_chat
from bench.load.messenger import Chatter, Messenger
from bench.load.person import Person, people
from bench.load.run import Run
from bench.load.words import Phrase, canaries
from tests.e2e.calls import Match, calls_of_chatter, calls_of_person

LOOK_S = 0.1


class Somebody(Protocol):
    """Who chats. city: what nobody else names. calls: of their next turns, by name."""

    name: str
    city: str

    async def exchange(self, phrase: Phrase) -> None:
        """Say something and hear the answer."""

    def calls(self) -> Mapping[str, Match]:
        """The calls that their next turn makes, as rules can tell them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnThePage:
    """Somebody with the terminal's client."""

    city: str
    person: Person
    run: Run

    @property
    def name(self) -> str:
        """See ``Somebody``."""
        return self.person.name

    async def exchange(self, phrase: Phrase) -> None:
        """See ``Somebody``."""
        await self.person.exchange(phrase)

    def calls(self) -> Mapping[str, Match]:
        """See ``Somebody``; their socket is to stay the one that is open now."""
        return calls_of_person(self.person, self.city, platform=self.run.platform, diary=self.run.diary)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTelegram:
    """Somebody in a chat of the stand-in."""

    city: str
    chatter: Chatter
    messenger: Messenger
    run: Run

    @property
    def name(self) -> str:
        """See ``Somebody``."""
        return self.chatter.name

    async def exchange(self, phrase: Phrase) -> None:
        """See ``Somebody``."""
        before = await self._heard(phrase)
        await self.chatter.says(self.messenger.update(self.chatter, phrase))
        while await self._heard(phrase) == before:  # noqa: ASYNC110 — it is the chat that goes on
            await asyncio.sleep(LOOK_S)

    def calls(self) -> Mapping[str, Match]:
        """See ``Somebody``."""
        return calls_of_chatter(self.chatter, self.city, diary=self.run.diary)

    async def write_down(self) -> None:
        """Write what the chat shows into the diary."""
        messages = await self.messenger.messages(self.chatter.chat)
        write_chat(self.chatter, messages, platform=self.run.platform, diary=self.run.diary)

    async def _heard(self, phrase: Phrase) -> int:
        messages = await self.messenger.messages(self.chatter.chat)
        return sum(phrase.hears in str(message["text"]) for message in messages)


@asynccontextmanager
async def crowd(
    run: Run, *, web: int, telegram: int
) -> AsyncIterator[tuple[Sequence[OnThePage], Sequence[OnTelegram]]]:
    """So many people, each in a conversation of their own."""
    cities = canaries()[: web + telegram]
    async with (
        people(cities[:web], platform=run.platform, diary=run.diary) as here,
        ClientSession() as session,
    ):
        messenger = Messenger(platform=run.platform, session=session, diary=run.diary)
        there = [
            OnTelegram(
                city=city,
                chatter=await messenger.meet(f"chat{number:02}", canary=city),
                messenger=messenger,
                run=run,
            )
            for number, city in enumerate(cities[web:])
        ]
        page = [
            OnThePage(city=city, person=person, run=run) for city, person in zip(cities, here, strict=False)
        ]
        yield page, there
        for each in there:
            await each.write_down()
