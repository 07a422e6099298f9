"""People who chat with a running platform."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from cli.conversation import Conversation, Memory
from cli.line import Line
from cli.ticket import open_socket, take_ticket
from cli.words import choices, written
from tests.local_platform import LocalPlatform

PATIENCE_S = 20.0


class Person:
    """Somebody with the terminal's client, who waits for each reply."""

    def __init__(self, platform: LocalPlatform, *, session: ClientSession, memory: Memory) -> None:
        self.conversation = Conversation(site=platform.site, session=session, listener=self, memory=memory)
        self.lines: list[Line] = []
        self.troubles: list[str] = []
        self.troubled = asyncio.Event()
        self._news = asyncio.Event()
        self.refused = asyncio.Event()

    def frame(self, frame: Mapping[str, Any]) -> None:
        """See ``Listener``."""
        if frame["type"] == "error":
            self.refused.set()

    def line(self, line: Line) -> None:
        """See ``Listener``."""
        self.lines.append(line)
        self._news.set()

    def trouble(self, message: str) -> None:
        """See ``Listener``."""
        if message:
            self.troubles.append(message)
            self.troubled.set()

    async def say(self, text: str, *, within_s: float = PATIENCE_S) -> str:
        """Say something and return the whole reply."""
        return await self._reply(await self.conversation.say(text), within_s)

    async def pick(self, label: str) -> str:
        """Pick the choice with this label and return the whole reply."""
        offered = [choice for line in self.lines for choice in choices(line) if choice["label"] == label]
        return await self._reply(await self.conversation.choose(offered[-1]["value"], label=label))

    async def _reply(self, key: str, within_s: float = PATIENCE_S) -> str:
        async with asyncio.timeout(within_s):
            while not (replies := [line for line in self.lines if line.in_reply_to == key]):
                self._news.clear()
                await self._news.wait()
        return "\n".join(written(line) for line in replies)


@asynccontextmanager
async def a_person(platform: LocalPlatform, memory: Memory | None = None) -> AsyncIterator[Person]:
    """Somebody new in a conversation of their own, or whom the memory makes them."""
    async with ClientSession() as session:
        person = Person(platform, session=session, memory=memory or Memory())
        staying = asyncio.create_task(person.conversation.run())
        try:
            yield person
        finally:
            staying.cancel()
            await person.conversation.close()


class Tab:
    """One open socket, frame by frame."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[dict[str, Any]] = []

    async def send(self, **frame: Any) -> None:  # noqa: ANN401 — also what no client should send
        """Send a frame."""
        await self.socket.send_str(json.dumps(frame))

    async def say(self, text: str, key: str | None = None) -> str:
        """Send a message and return its id."""
        key = key or str(uuid.uuid4())
        await self.send(type="message", id=key, text=text)
        return key

    async def next(self, kind: str, within_s: float = PATIENCE_S) -> dict[str, Any]:
        """Read until a frame of this type comes."""
        async with asyncio.timeout(within_s):
            while True:
                message = await self.socket.receive()
                assert message.type is WSMsgType.TEXT, message
                frame: dict[str, Any] = json.loads(message.data)
                self.frames.append(frame)
                if frame["type"] == kind:
                    return frame

    async def close_code(self) -> int | None:
        """Read until the socket is closed by the platform."""
        async with asyncio.timeout(PATIENCE_S):
            async for _ in self.socket:
                pass
        return self.socket.close_code


@asynccontextmanager
async def a_tab(platform: LocalPlatform, visitor: str | None = None) -> AsyncIterator[Tab]:
    """A socket of a new person, or of the one whom the visitor token names."""
    async with ClientSession() as session:
        ticket = await take_ticket(session, site=platform.site, visitor=visitor)
        async with await open_socket(session, ticket) as socket:
            yield Tab(socket)


def with_person(platform: LocalPlatform, chat: Callable[[Person], Awaitable[None]]) -> None:
    """Run a chat of one new person."""

    async def chatting() -> None:
        async with a_person(platform) as person:
            await chat(person)

    asyncio.run(chatting())


def with_tab(platform: LocalPlatform, use: Callable[[Tab], Awaitable[None]]) -> None:
    """Use one socket of a new person."""

    async def using() -> None:
        async with a_tab(platform) as tab:
            await use(tab)

    asyncio.run(using())
