"""Runs the stand-in for the Bot API until it is told to stop: `python -m dev.telegram --port PORT`."""

import argparse
import asyncio
import logging
import signal
import sys

from aiohttp import web

from dev.listen import PortTakenError, listen
from dev.telegram.server import stand_in


async def serve(port: int) -> None:
    """Serve until SIGTERM or SIGINT; raises ``PortTakenError``."""
    over = asyncio.Event()
    for sent in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sent, over.set)
    # No log of requests: their addresses hold the token.
    runner = web.AppRunner(await stand_in(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    listener = listen(port)
    await web.SockSite(runner, listener).start()
    print(f"Telegram Bot API is listening: http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201
    await over.wait()
    await runner.cleanup()


def main() -> int:
    """Read the options, then serve."""
    parser = argparse.ArgumentParser(
        prog="python -m dev.telegram", description=(__doc__ or "").splitlines()[0]
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
