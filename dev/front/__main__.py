"""Runs the front until it is told to stop: `python -m dev.front`; started by `dev.up`."""

import argparse
import asyncio
import socket
import sys
from pathlib import Path

from dev.front.site import session, site
from dev.front.upstream import Limits, Upstream
from dev.until_stopped import serve_app
from stacks.numbers import CONNECTION_S, IDLE_S

ROOT = Path(__file__).resolve().parents[2]


async def serve(upstream: Upstream, listener: socket.socket) -> None:
    """Serve until told to stop."""
    async with session() as dial:
        await serve_app(site(upstream, dial=dial), listener, name="The site")


def main() -> int:
    """Read the options, then serve."""
    parser = argparse.ArgumentParser(prog="python -m dev.front", description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="the bound socket, inherited")
    parser.add_argument("--site", required=True, help="our own address")
    parser.add_argument("--http", required=True, help="the address of the HTTP API's stage")
    parser.add_argument("--websocket", required=True, help="the address of the WebSocket API's stage")
    parser.add_argument("--idle-s", type=float, default=IDLE_S, help="when a silent WebSocket is ended")
    parser.add_argument("--connection-s", type=float, default=CONNECTION_S, help="when any is ended")
    parser.add_argument(
        "--messenger", action="append", default=[], help="a messenger and its double, as slack=http://…"
    )
    parser.add_argument(
        "--installation", action="append", default=[], help="an installation and its channel, as web=web"
    )
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    options = parser.parse_args()
    upstream = Upstream(
        site=options.site,
        pages=ROOT / "web",
        http=options.http,
        websocket=options.websocket,
        messengers=dict(each.partition("=")[::2] for each in options.messenger),
        installations=dict(each.partition("=")[::2] for each in options.installation),
        limits=Limits(idle_s=options.idle_s, connection_s=options.connection_s),
    )
    asyncio.run(serve(upstream, socket.socket(fileno=options.fd)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
