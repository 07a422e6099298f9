"""People on the web page: the terminal's client, a line that can be cut, and a diary."""

import asyncio
import contextlib
import socket
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

from aiohttp import ClientError, ClientSession, TCPConnector

from bench.load.diary import Diary
from bench.load.platform import LocalPlatform
from bench.load.words import Phrase
from cli.conversation import Conversation, Memory
from cli.line import Line
from cli.words import written
from lambdas.domain.ids import ConversationId, InstallationId
from lambdas.domain.keys import digest

WEB: Final = InstallationId("web")
ACK_S: Final = 15.0
"""As long as the page waits for an ack before it opens a new socket."""
AGAIN_S: Final = 1.0
AT_ONCE: Final = 10


class Person:
    """Somebody with one conversation and one socket at a time."""

    def __init__(self, name: str, *, canary: str, platform: LocalPlatform, diary: Diary) -> None:
        self.name, self.canary, self._diary = name, canary, diary
        self._sockets: set[socket.socket] = set()
        self._heard: dict[str, asyncio.Event] = {}
        self._connected = asyncio.Event()
        self._memory = Memory(keep=self._note)
        self._session = ClientSession(connector=TCPConnector(socket_factory=self._socket))
        self._conversation = Conversation(
            site=platform.site, session=self._session, listener=self, memory=self._memory
        )
        diary.meet(name, canary=canary)

    def frame(self, frame: Mapping[str, Any]) -> None:
        """See ``Listener``; the answer to ``resume`` is the first frame of a socket."""
        if frame.get("type") == "lines":
            self._connected.set()

    def line(self, line: Line) -> None:
        """See ``Listener``."""
        event = str(line.id or line.in_reply_to)
        text = line.text if line.who == "person" else written(line)
        self._diary.shows(
            text,
            event=event,
            seq=line.seq,
            who=line.who,
            place=f"tab:{self.name}",
            conversation=self.name,
        )
        if line.who != "person" and event in self._heard:
            self._heard[event].set()

    def trouble(self, message: str) -> None:
        """See ``Listener``."""

    async def stay(self) -> None:
        """Be connected, whatever it takes."""
        while True:
            with contextlib.suppress(ClientError, OSError, TimeoutError):
                await self._conversation.run()
            await asyncio.sleep(AGAIN_S)

    async def connected(self) -> None:
        """Wait for the first socket."""
        await self._connected.wait()

    async def say(self, phrase: Phrase) -> str:
        """Type something; its event, once the platform has it."""
        event = str(uuid.uuid4())
        self._diary.says(event, phrase, owner=self.name, conversation=self.name)
        self._heard[event] = asyncio.Event()
        saying = asyncio.create_task(self._conversation.say(phrase.text, key=event))
        while not (await asyncio.wait({saying}, timeout=ACK_S))[0]:
            self.cut()
        saying.result()
        self._diary.takes(event)
        return event

    async def exchange(self, phrase: Phrase) -> None:
        """Say something and wait for its answer."""
        await self.hear(await self.say(phrase))

    async def hear(self, event: str) -> None:
        """Wait for the answer to what was said."""
        await self._heard[event].wait()

    async def caught_up(self) -> None:
        """Wait for the answers to all that was said."""
        for heard in list(self._heard.values()):
            await heard.wait()

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return not all(heard.is_set() for heard in self._heard.values())

    def cut(self) -> None:
        """Break every line of theirs, without a word."""
        for line in self._sockets:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._sockets.clear()

    async def leave(self) -> None:
        """Close the page."""
        await self._conversation.close()
        await self._session.close()

    def _socket(self, found: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, *_ = found
        line = socket.socket(family, kind, protocol)
        self._sockets.add(line)
        return line

    def _note(self, memory: Memory) -> None:
        if self.name not in self._diary.conversations and memory.conversation:
            kept = digest(WEB, ConversationId(memory.conversation))
            self._diary.opens(f"tab:{self.name}", conversation=self.name, kept=kept)


@asynccontextmanager
async def people(
    canaries: Iterable[str], *, platform: LocalPlatform, diary: Diary
) -> AsyncIterator[list[Person]]:
    """Somebody for each canary, all connected."""
    gate = asyncio.Semaphore(AT_ONCE)
    async with AsyncExitStack() as leaving:
        here = [
            Person(f"web{number:03}", canary=canary, platform=platform, diary=diary)
            for number, canary in enumerate(canaries)
        ]

        async def enter(person: Person) -> None:
            async with gate:
                staying = asyncio.create_task(person.stay())
                leaving.push_async_callback(person.leave)
                leaving.callback(staying.cancel)
                await _whichever(staying, person.connected())

        await asyncio.gather(*map(enter, here))
        yield here


async def _whichever(staying: asyncio.Task[None], connected: Coroutine[Any, Any, None]) -> None:
    """Wait until somebody is connected; raises why they will never be."""
    entering = asyncio.create_task(connected)
    done, _ = await asyncio.wait({staying, entering}, return_when=asyncio.FIRST_COMPLETED)
    if staying in done:
        entering.cancel()
        staying.result()
