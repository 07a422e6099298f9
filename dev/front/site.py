"""The front as an aiohttp application."""

from collections.abc import Awaitable, Callable

from aiohttp import ClientSession, DummyCookieJar, hdrs, web
from yarl import URL

from dev.front.bridge import Bridge
from dev.front.deliveries import Deliveries
from dev.front.forward import Forward
from dev.front.pages import Pages
from dev.front.refusals import refusal
from dev.front.side_by_side import SideBySide
from dev.front.upstream import Upstream

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
UPSTREAM = web.AppKey("upstream", Upstream)
NOT_ADDED = (hdrs.USER_AGENT, hdrs.ACCEPT, hdrs.ACCEPT_ENCODING, hdrs.CONTENT_TYPE)


def session() -> ClientSession:
    """The client that the front dials with; it changes nothing of what it hands on."""
    return ClientSession(auto_decompress=False, cookie_jar=DummyCookieJar(), skip_auto_headers=NOT_ADDED)


def site(upstream: Upstream, *, dial: ClientSession) -> web.Application:
    """Build the application."""
    forward, bridge = Forward(upstream=upstream, session=dial), Bridge(upstream=upstream, session=dial)
    app = web.Application(
        middlewares=[own_host_only, say_too_long], client_max_size=upstream.limits.body_bytes
    )
    app[UPSTREAM] = upstream
    app.router.add_get("/ws", bridge.serve)
    for prefix in ("/api", "/link"):
        app.router.add_route("*", prefix + "/{path:.*}", forward.serve)
    Deliveries(forward).add_to(app)
    SideBySide(
        at=upstream.messengers, installations=upstream.installations, site=upstream.site, session=dial
    ).add_to(app)
    app.router.add_get("/{path:.*}", Pages(folder=upstream.pages).serve)
    return app


@web.middleware
async def own_host_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign name that was made to point at this machine (DNS rebinding).

    A person who types ``localhost`` is led to the address that the page's Origin must have.
    """
    own = URL(request.app[UPSTREAM].site)
    if request.host == own.authority:
        return await handler(request)
    if request.host == f"localhost:{own.port}" and request.method == hdrs.METH_GET and request.path != "/ws":
        raise web.HTTPTemporaryRedirect(own.join(URL(request.raw_path, encoded=True)))
    return refusal(403, f"This is Parley on {own}")


@web.middleware
async def say_too_long(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a body over the limit like every other refusal."""
    try:
        return await handler(request)
    except web.HTTPRequestEntityTooLarge:
        return refusal(413, "The request is too long.")
