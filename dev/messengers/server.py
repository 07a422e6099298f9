"""All doubles as one aiohttp application."""

from collections.abc import Mapping

from aiohttp import ClientSession, web

from dev.doubles.accounts import tell
from dev.messengers.mounted import Mounted

LARGEST_BODY = 50 * 1024 * 1024


def messengers(doubles: Mapping[str, Mounted], *, session: ClientSession, base: str) -> web.Application:
    """Mount each below its installation's name; base: where the application will be found.

    ``GET /`` tells which there are, and what an operator is told of each account.
    """
    app = web.Application(client_max_size=LARGEST_BODY)
    tell(app, doubles)
    for name, each in doubles.items():
        app.add_subapp(f"/{name}", each.make(session=session, base=f"{base}/{name}"))
    return app
