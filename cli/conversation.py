"""One person's conversation over the platform's WebSocket, kept up across cut lines."""

import asyncio
import contextlib
import json
import random
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType

from cli.catch_up import CatchUp
from cli.frames import read_frame
from cli.line import Line
from cli.saying import NotSentError, Saying
from cli.ticket import INSTALLATION, LOCALE, Ticket, open_socket, take_ticket
from cli.upkeep import keep_up

BACK_OFF_S, LONGEST_BACK_OFF_S = 0.5, 20.0


class Listener(Protocol):
    """Who is told what happens."""

    def frame(self, frame: Mapping[str, Any]) -> None:
        """A frame came, whatever its kind."""

    def line(self, line: Line) -> None:
        """A line is to be shown; each comes once, in order."""

    def trouble(self, message: str) -> None:
        """Something to tell the person, or nothing when all is well again."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What makes it the same conversation next time.

    keep: called after each change.
    """

    visitor: str | None = None
    conversation: str | None = None
    shown: int = 0
    keep: Callable[["Memory"], None] = field(default=lambda _memory: None, repr=False)

    def enter(self, ticket: Ticket) -> None:
        """Take what a ticket says; lines of another conversation do not count."""
        if ticket.conversation != self.conversation:
            self.shown = 0
        self.visitor, self.conversation = ticket.visitor, ticket.conversation
        self.keep(self)

    def see(self, line: Line) -> None:
        """A line was shown."""
        self.shown = line.seq
        self.keep(self)


class Conversation:
    """Says and shows; ``run`` must be running meanwhile."""

    def __init__(
        self,
        *,
        site: str,
        session: ClientSession,
        listener: Listener,
        memory: Memory,
        installation: str = INSTALLATION,
        locale: str = LOCALE,
    ) -> None:
        self._site, self._session, self._listener = site, session, listener
        self._memory, self._installation, self._locale = memory, installation, locale
        self._lines = CatchUp(resume=self._resume)
        self._socket: ClientWebSocketResponse | None = None
        self._ticket: Ticket | None = None
        self._heard = asyncio.Event()
        self._saying = Saying(self._push)
        self._later: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Stay connected. Raises ``TicketRefusedError``, or ``ClientError`` when the first try fails."""
        await self._connect()
        failures = 0
        while True:
            try:
                if self._socket is None:
                    await self._connect()
                    self._listener.trouble("")
                failures = 0
                while await self._listen():
                    await self._renew()
            except (ClientError, OSError, TimeoutError):
                failures += 1
            await self._disconnect()
            self._listener.trouble("The connection is lost; trying again …")
            longest = min(BACK_OFF_S * 2**failures, LONGEST_BACK_OFF_S)
            await asyncio.sleep(random.uniform(longest / 2, longest))  # noqa: S311 — spreads, hides nothing

    async def say(self, text: str, *, key: str | None = None) -> str:
        """Say something; returns its id once the platform has it. Raises ``NotSentError``."""
        return await self._saying.send({"type": "message", "text": text}, key=key)

    async def choose(self, value: str, *, label: str, key: str | None = None) -> str:
        """Pick one of the offered choices; like ``say``."""
        return await self._saying.send({"type": "choice", "value": value, "text": label}, key=key)

    async def close(self) -> None:
        """Close the socket."""
        await self._disconnect()

    async def _push(self, frame: Mapping[str, Any]) -> None:
        """Write a frame if there is a line to write to; what is not acknowledged is written again later."""
        if self._socket is not None:
            with contextlib.suppress(ClientError, ConnectionError):
                await self._socket.send_str(json.dumps(frame))

    async def _connect(self) -> None:
        ticket = await take_ticket(
            self._session,
            site=self._site,
            visitor=self._memory.visitor,
            installation=self._installation,
            locale=self._locale,
        )
        self._memory.enter(ticket)
        self._lines.stop()
        self._lines = CatchUp(resume=self._resume, shown=self._memory.shown)
        self._ticket, self._socket = ticket, await open_socket(self._session, ticket)

    async def _renew(self) -> None:
        """Open the next socket, then leave this one: the person does not notice."""
        left = self._socket
        await self._connect()
        if left is not None:
            await left.close()

    async def _disconnect(self) -> None:
        self._lines.stop()
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    async def _listen(self) -> bool:
        """Take frames until the line is cut; true when it is only time for the next socket.

        Raises ``TimeoutError`` when the line is dead.
        """
        if self._socket is None or self._ticket is None:
            return False
        taking = asyncio.create_task(self._take_all(self._socket))
        keeping = asyncio.create_task(keep_up(self._ticket, ping=self._ping, heard=self._heard))
        try:
            await asyncio.wait({taking, keeping}, return_when=asyncio.FIRST_COMPLETED)
            if taking.done():
                taking.result()
                return False
            keeping.result()
            return True
        finally:
            for task in (taking, keeping):
                task.cancel()
            await asyncio.gather(taking, keeping, return_exceptions=True)

    async def _take_all(self, socket: ClientWebSocketResponse) -> None:
        """Catch up, write again what was not acknowledged, then take frame after frame."""
        await self._lines.ask()
        await self._saying.all_again()
        async for message in socket:
            self._heard.set()
            if message.type is WSMsgType.TEXT:
                await self._take(read_frame(message.data))

    async def _resume(self, after: int) -> None:
        await self._push({"type": "resume", "after": after})

    async def _ping(self) -> None:
        await self._push({"type": "ping"})

    async def _take(self, frame: Mapping[str, Any]) -> None:
        if frame:
            self._listener.frame(frame)
        match frame.get("type"):
            case "lines":
                await self._take_lines(frame)
            case "ack":
                self._saying.settle(frame.get("id"))
            case "error":
                self._take_error(frame)

    async def _take_lines(self, frame: Mapping[str, Any]) -> None:
        for line in await self._lines.take(frame):
            self._memory.see(line)
            self._listener.line(line)

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside taking frames."""
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    def _take_error(self, frame: Mapping[str, Any]) -> None:
        key = frame.get("id")
        if frame.get("retry") and isinstance(key, str) and self._saying.waits_for(key):
            self._soon(self._saying.again(key, after_s=BACK_OFF_S))
        elif frame.get("retry") and key is None:
            self._lines.ask_soon()
        elif not self._saying.settle(key, NotSentError(frame.get("message", "not sent"))):
            self._listener.trouble(str(frame.get("message", "")))
