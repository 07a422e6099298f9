"""Runs the fault proxy until it is told to stop: `python -m dev.faults`; started by `dev.up --faults`."""

import argparse
import asyncio
import signal
import sys

from aiohttp import web

from dev.faults.proxy import Behind
from dev.faults.server import fault_proxy
from dev.listen import PortTakenError, listen

# Workers keep their connections; one that we closed first would look like a fault that nobody asked for.
RESTS_S = 3600


async def serve(port: int, behind: Behind) -> None:
    """Serve until SIGTERM or SIGINT; raises ``PortTakenError``."""
    over = asyncio.Event()
    for sent in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sent, over.set)
    # No log of requests: an address may hold a token.
    runner = web.AppRunner(
        await fault_proxy(behind), access_log=None, shutdown_timeout=1, keepalive_timeout=RESTS_S
    )
    await runner.setup()
    listener = listen(port)
    await web.SockSite(runner, listener).start()
    print(f"Faults are listening: http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201
    await over.wait()
    await runner.cleanup()


def main() -> int:
    """Read the options, then serve."""
    parser = argparse.ArgumentParser(prog="python -m dev.faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument("--aws", required=True, help="the address of AWS")
    parser.add_argument("--lex", required=True, help="the address of the engine")
    parser.add_argument("--telegram", required=True, help="the address of Telegram")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    options = parser.parse_args()
    behind = Behind(aws=options.aws, lex=options.lex, telegram=options.telegram)
    try:
        asyncio.run(serve(options.port, behind))
    except PortTakenError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
