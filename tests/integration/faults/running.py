"""A fault proxy before a small upstream that stands for everything behind it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, WSMsgType, web

from dev.faults.proxy import Behind
from dev.faults.server import fault_proxy
from tests.integration.front.running import serving

NOBODY = "http://127.0.0.1:9"


@dataclass(kw_only=True)
class Upstream:
    """Answers every call with its number, and echoes every frame as ``lines``."""

    requests: list[web.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.serve)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if request.headers.get("Upgrade") == "websocket":
            return await self.socket(request)
        self.bodies.append(await request.read())
        return web.json_response({"call": len(self.requests)}, status=201, headers={"X-Kept": "yes"})

    async def socket(self, request: web.Request) -> web.StreamResponse:
        peer = web.WebSocketResponse()
        await peer.prepare(request)
        async for message in peer:
            if message.type is WSMsgType.TEXT:
                self.frames.append(message.data)
                await peer.send_str('{"type":"lines"}')
        return peer


@dataclass(frozen=True, kw_only=True)
class Proxied:
    """A running proxy, a client for it, and what is behind it."""

    url: str
    client: ClientSession
    upstream: Upstream

    async def rule(self, **asked: Any) -> int:  # noqa: ANN401 — also what is no rule
        """Ask for a fault; gives the number of its rule."""
        async with self.client.post(f"{self.url}/_faults/rules", json=asked) as answer:
            assert answer.status == 201, await answer.text()
            return int((await answer.json())["id"])

    async def refused(self, asked: object) -> str:
        """Ask for what is no rule; gives why."""
        async with self.client.post(f"{self.url}/_faults/rules", json=asked) as answer:
            assert answer.status == 400
            return str((await answer.json())["error"])

    async def look(self, what: str) -> list[dict[str, Any]]:
        """One of the lists: ``rules``, ``log``, ``calls``."""
        async with self.client.get(f"{self.url}/_faults/{what}") as answer:
            found: list[dict[str, Any]] = (await answer.json())[what.partition("?")[0]]
            return found

    async def call(self, path: str = "/anything", body: object = None) -> int:
        """Call through the proxy; gives the number that the upstream gave."""
        async with self.client.post(self.url + path, data=json.dumps(body)) as answer:
            assert answer.status == 201
            return int((await answer.json())["call"])


@asynccontextmanager
async def proxied(upstream: Upstream) -> AsyncIterator[Proxied]:
    async with serving(upstream.app()) as there:
        behind = Behind(
            aws=there,
            lex=f"{there}/engine",
            dialogflow=f"{there}/agent",
            telegram=f"{there}/messenger",
            messengers=f"{there}/messengers",
        )
        async with serving(await fault_proxy(behind)) as url, ClientSession() as client:
            yield Proxied(url=url, client=client, upstream=upstream)


def run(test: Callable[[Proxied], Awaitable[None]]) -> None:
    """Run a test's body with a proxy before an upstream."""

    async def running() -> None:
        async with proxied(Upstream()) as there, asyncio.timeout(20):
            await test(there)

    asyncio.run(running())
