"""Runs the messengers' doubles until it is told to stop: `python -m dev.messengers --port PORT`."""

import argparse
import asyncio
import logging
import sys

from aiohttp import ClientSession, DummyCookieJar

from dev.listen import PortTakenError, listen
from dev.messengers.mounted import DOUBLES
from dev.messengers.server import messengers
from dev.until_stopped import serve_app


async def serve(port: int) -> None:
    """Serve until told to stop; raises ``PortTakenError``."""
    listener = listen(port)
    host, taken = listener.getsockname()
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        app = messengers(DOUBLES, session=session, base=f"http://{host}:{taken}")
        await serve_app(app, listener, name="Messengers")


def main() -> int:
    """Read the options, then serve."""
    parser = argparse.ArgumentParser(
        prog="python -m dev.messengers", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    try:
        asyncio.run(serve(options.port))
    except PortTakenError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
