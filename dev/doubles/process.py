"""Runs a process of doubles until it is told to stop."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Sequence
from typing import Protocol

from aiohttp import ClientSession, DummyCookieJar, web

from dev.doubles.installed import Installed
from dev.listen import PortTakenError, listen
from dev.until_stopped import serve_app


class MakeDoubles(Protocol):
    """Makes the application of several doubles; session and base: see ``MakeDouble``."""

    def __call__(
        self, installed: Sequence[Installed], /, *, session: ClientSession, base: str
    ) -> web.Application:
        """Make it; nothing is sent before it is served."""
        ...


def run(module: str, about: str, *, name: str, make: MakeDoubles, usual: Sequence[Installed]) -> int:
    """Read the options, then serve; gives the exit code.

    about: the module's own words. name: what the server is. usual: the installations where none is named.
    """
    options = _options(module, about)
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    try:
        asyncio.run(_serve(options, name=name, make=make, usual=usual))
    except PortTakenError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _options(module: str, about: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument(
        "--installation",
        action="append",
        default=[],
        type=Installed.read,
        metavar="JSON",
        help='who has a double, as {"name": "shop", "channel": "sms", "account": {…}}; may be repeated '
        "(default: one of each channel)",
    )
    parser.add_argument("--base", help="where callers find it, if that is not its own address")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    return parser.parse_args()


async def _serve(
    options: argparse.Namespace, *, name: str, make: MakeDoubles, usual: Sequence[Installed]
) -> None:
    """Serve until told to stop; raises ``PortTakenError``."""
    listener = listen(options.port)
    host, port = listener.getsockname()
    base = options.base or f"http://{host}:{port}"
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        app = make(options.installation or usual, session=session, base=base)
        await serve_app(app, listener, name=name)
