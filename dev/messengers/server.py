"""All doubles as one aiohttp application."""

from collections.abc import Mapping

from aiohttp import ClientSession, web

from dev.messengers.mounted import Mounted

LARGEST_BODY = 50 * 1024 * 1024


def messengers(doubles: Mapping[str, Mounted], *, session: ClientSession, base: str) -> web.Application:
    """Mount each below its channel's name; base: where the application will be found.

    ``GET /`` tells which there are, and what an operator is told of each account.
    """
    app = web.Application(client_max_size=LARGEST_BODY)
    accounts = {name: {"secret": each.secret, "token": each.token} for name, each in doubles.items()}

    async def told(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"channels": accounts})

    app.router.add_get("/", told)
    for name, each in doubles.items():
        app.add_subapp(f"/{name}", each.make(session=session, base=f"{base}/{name}"))
    return app
