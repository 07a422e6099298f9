"""The proxy as an aiohttp application."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, web

from dev.faults.control import Control
from dev.faults.proxy import Behind, Proxy
from dev.faults.record import Record
from dev.faults.rule import Rules
from dev.faults.sockets import Sockets
from dev.front.site import NOT_ADDED

LARGEST_BODY = 50 * 1024 * 1024
# The emulator closes what rests for five seconds: to meet this would be a fault that nobody asked for.
RESTS_S = 1.0


async def fault_proxy(behind: Behind) -> web.Application:
    """Build the application; without a rule it hands everything on."""
    app = web.Application(client_max_size=LARGEST_BODY)
    session = ClientSession(
        auto_decompress=False,
        cookie_jar=DummyCookieJar(),
        skip_auto_headers=NOT_ADDED,
        connector=TCPConnector(limit=0, keepalive_timeout=RESTS_S),
    )
    rules, record = Rules(), Record()
    sockets = Sockets(behind=behind, session=session, rules=rules, record=record)
    proxy = Proxy(behind=behind, session=session, rules=rules, record=record)
    Control(rules=rules, record=record, sockets=sockets).add_to(app)

    async def anything(request: web.Request) -> web.StreamResponse:
        is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        return await (sockets.serve(request) if is_socket else proxy.serve(request))

    app.router.add_route("*", "/{path:.*}", anything)

    async def until_the_end(_app: web.Application) -> AsyncIterator[None]:
        yield
        rules.clear()
        sockets.cut()
        await session.close()

    app.cleanup_ctx.append(until_the_end)
    return app
