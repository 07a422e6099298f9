"""Starts the local booking service: `python -m dev.bookings --port PORT`.

What goes wrong next is told it over HTTP: `curl -X PUT -d '["no_room","lost"]' URL/mishaps`.
"""

import argparse
import sys
from collections.abc import Sequence

from dev.bookings.contract import read_contract
from dev.bookings.server import BookingServer, routes
from dev.bookings.service import BookingService, Mishap
from dev.until_stopped import serve

TOKEN = "local-booking-token"  # noqa: S105 (opens nothing but this double)


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m dev.bookings",
        description=(__doc__ or "").splitlines()[0],
        epilog=f"Mishaps: {', '.join(Mishap)}.",
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument("--token", default=TOKEN, help=f"what callers have to show (default: {TOKEN})")
    parser.add_argument("--slow-s", type=float, default=5, help="how late a slow answer is (default: 5)")
    return parser.parse_args(arguments)


def main() -> int:
    """Serve until SIGTERM or SIGINT."""
    given = options()
    service = BookingService(contract=read_contract(), token=given.token, slow_s=given.slow_s)
    try:
        server = BookingServer(routes(service), port=given.port)
    except (OSError, OverflowError) as error:
        print(f"port {given.port} cannot be used: {error}", file=sys.stderr)  # noqa: T201 (the console is this program's way to speak)
        return 1
    serve(server, name="Booking service")
    return 0


if __name__ == "__main__":
    sys.exit(main())
