"""People on the page and on Telegram who chat side by side, each the same way."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession

from bench.load.aftermath import write_chat
from bench.load.messenger import Chatter, Messenger
from bench.load.person import Person, people
from bench.load.run import Run
from bench.load.words import Phrase, canaries
from tests.e2e.calls import Match, calls_on_telegram, calls_on_the_page

LOOK_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class OnThePage:
    """Somebody with the terminal's client. city: what nobody else names."""

    city: str
    person: Person
    run: Run

    @property
    def name(self) -> str:
        """As the diary calls them."""
        return self.person.name

    async def exchange(self, phrase: Phrase) -> None:
        """Say something and hear the answer."""
        await self.person.exchange(phrase)

    def calls(self) -> Mapping[str, Match]:
        """The calls of their turns, while their socket is the one that is open now."""
        return calls_on_the_page(self.run.platform, self.run.diary.conversations[self.name])


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTelegram:
    """Somebody in a chat of the stand-in. city: what nobody else names."""

    city: str
    chatter: Chatter
    messenger: Messenger
    run: Run

    @property
    def name(self) -> str:
        """As the diary calls them."""
        return self.chatter.name

    async def exchange(self, phrase: Phrase) -> None:
        """Say something and hear the answer."""
        before = await self._heard(phrase)
        await self.chatter.says(self.messenger.update(self.chatter, phrase))
        while await self._heard(phrase) == before:  # noqa: ASYNC110 — it is the chat that goes on
            await asyncio.sleep(LOOK_S)

    def calls(self) -> Mapping[str, Match]:
        """The calls of their turns."""
        key = self.run.diary.conversations[self.name]
        return calls_on_telegram(self.run.platform, key, self.chatter.chat)

    async def write_down(self) -> None:
        """Write what the chat shows into the diary."""
        messages = await self.messenger.messages(self.chatter.chat)
        write_chat(self.chatter, messages, platform=self.run.platform, diary=self.run.diary)

    async def _heard(self, phrase: Phrase) -> int:
        messages = await self.messenger.messages(self.chatter.chat)
        return sum(phrase.hears in str(message["text"]) for message in messages)


Somebody = OnThePage | OnTelegram


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
