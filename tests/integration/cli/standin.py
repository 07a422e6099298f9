"""A small platform that does as a test says: tickets, and one socket after the other."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.integration.front.running import serving

Answer = Callable[["StandIn", web.WebSocketResponse, dict[str, Any]], Awaitable[None]]


@dataclass(kw_only=True)
class StandIn:
    """The platform.

    answer: what it does with a frame. status: of its answers to requests for tickets.
    """

    answer: Answer
    status: int = 201
    conversation: str = "c1"
    idle_s: float = 600
    connection_s: float = 7_200
    site: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    visitors: list[str | None] = field(default_factory=list)
    wanted: list[tuple[str, str]] = field(default_factory=list)
    sockets: int = 0

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The frames of a type that it heard."""
        return [frame for frame in self.heard if frame["type"] == kind]

    async def ticket(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.visitors.append(asked.get("visitor"))
        self.wanted.append((asked["installation"], asked["locale"]))
        if self.status != 201:
            return web.json_response({"code": "c", "message": "not today"}, status=self.status)
        answer = {
            "conversation": self.conversation,
            "visitor": "v1",
            "ticket": "t1",
            "url": self.site.replace("http", "ws", 1) + "/ws",
            "idle_s": self.idle_s,
            "connection_s": self.connection_s,
        }
        return web.json_response(answer, status=201)

    async def socket(self, request: web.Request) -> web.StreamResponse:
        self.sockets += 1
        peer = web.WebSocketResponse(protocols=("parley.v1",))
        await peer.prepare(request)
        async for message in peer:
            if message.type is WSMsgType.TEXT:
                frame = json.loads(message.data)
                self.heard.append(frame)
                await self.answer(self, peer, frame)
        return peer

    @asynccontextmanager
    async def up(self) -> AsyncIterator[str]:
        """Serve; gives the address."""
        app = web.Application()
        app.router.add_post("/api/tickets", self.ticket)
        app.router.add_get("/ws", self.socket)
        async with serving(app) as self.site:
            yield self.site


def lines(*seqs: int, **members: Any) -> dict[str, Any]:  # noqa: ANN401 — JSON
    """A frame of the bot's lines."""
    texts = [{"seq": seq, "who": "bot", "parts": [{"kind": "text", "text": str(seq)}]} for seq in seqs]
    return {"type": "lines", "lines": texts, "more": False, **members}
