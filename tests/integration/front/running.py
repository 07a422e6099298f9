"""A front before a small upstream that stands for the emulator."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from aiohttp import ClientSession, WSMsgType, web

from dev.front.site import session, site
from dev.front.upstream import Limits, Upstream
from dev.listen import listen


@dataclass(kw_only=True)
class Api:
    """The upstream: echoes, and remembers what it was asked.

    refuses: the status by which it refuses a socket.
    """

    refuses: int | None = None
    slow_s: float = 0
    requests: list[web.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    close_code: int | None = None

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/ws-stage", self.socket)
        app.router.add_route("*", "/http-stage/{path:.*}", self.call)
        app.router.add_route("*", "/{double}/_dev{path:.*}", self.dev)
        return app

    async def dev(self, request: web.Request) -> web.Response:
        """The double of a messenger: tells what it was asked, a chat named ``quiet`` after a long time.

        It knows no chat named ``forgotten``.
        """
        self.requests.append(request)
        self.bodies.append(await request.read())
        if request.path.endswith("/quiet"):
            await asyncio.sleep(60)
        if request.path.endswith("/forgotten"):
            return web.json_response({"error": "there is no chat forgotten"}, status=404)
        return web.json_response({"path": request.raw_path, "kinds": []})

    async def call(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        self.bodies.append(await request.read())
        await asyncio.sleep(self.slow_s)
        answer = web.json_response({"path": request.raw_path}, status=201)
        answer.headers.add("Set-Cookie", "one=1")
        answer.headers.add("Set-Cookie", "two=2")
        return answer

    async def socket(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if self.refuses:
            return web.Response(status=self.refuses)
        # Like the emulator, it answers no sub-protocol.
        peer = web.WebSocketResponse(max_msg_size=0)
        await peer.prepare(request)
        async for message in peer:
            if message.type is WSMsgType.TEXT and message.data == "go away":
                await peer.close(code=1000)
            elif message.type is WSMsgType.TEXT:
                await peer.send_str(f"echo {len(message.data)}")
        self.close_code = peer.close_code
        self.closed.set()
        return peer


@dataclass(frozen=True, kw_only=True)
class Front:
    """A running front, and a client for it."""

    url: str
    client: ClientSession
    api: Api

    @property
    def websocket(self) -> str:
        return self.url + "/ws"


@asynccontextmanager
async def serving(app: web.Application, listener: socket | None = None) -> AsyncIterator[str]:
    """Serve at a port of its own, or at one that was taken before."""
    listener = listener or listen(0)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def front(pages: Path, *, api: Api, limits: Limits, api_up: bool = True) -> AsyncIterator[Front]:
    listener = listen(0)
    port = listener.getsockname()[1]
    async with serving(api.app()) as there, session() as dial, ClientSession() as client:
        behind = there if api_up else "http://127.0.0.1:9"
        upstream = Upstream(
            site=f"http://127.0.0.1:{port}",
            pages=pages,
            http=f"{behind}/http-stage",
            websocket=f"{behind}/ws-stage",
            messengers={name: f"{behind}/{name}" for name in ("telegram", "slack", "second")},
            installations={"page": "web", "telegram": "telegram", "second": "slack", "left": "slack"},
            limits=limits,
        )
        async with serving(site(upstream, dial=dial), listener) as url:
            yield Front(url=url, client=client, api=api)


def run(
    test: Callable[[Front], Awaitable[None]],
    *,
    pages: Path,
    api: Api | None = None,
    limits: Limits | None = None,
    api_up: bool = True,
) -> None:
    """Run a test's body with a front before an upstream."""

    async def running() -> None:
        async with front(pages, api=api or Api(), limits=limits or Limits(), api_up=api_up) as there:
            async with asyncio.timeout(20):
                await test(there)

    asyncio.run(running())
