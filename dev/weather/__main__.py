"""Starts the local weather service: `python -m dev.weather --port PORT`.

What goes wrong next is told it over HTTP: `curl -X PUT -d '["broken","lost"]' URL/mishaps`.
"""

import argparse
import sys
from collections.abc import Sequence

from dev.until_stopped import serve
from dev.weather.server import WeatherServer
from dev.weather.service import Mishap, WeatherService, cities


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m dev.weather",
        description=(__doc__ or "").splitlines()[0],
        epilog=f"Mishaps: {', '.join(Mishap)}.",
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument("--slow-s", type=float, default=5, help="how late a slow answer is (default: 5)")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    return parser.parse_args(arguments)


def main() -> int:
    """Serve until SIGTERM or SIGINT."""
    given = options()
    try:
        server = WeatherServer(WeatherService(slow_s=given.slow_s), port=given.port)
    except (OSError, OverflowError) as error:
        print(f"port {given.port} cannot be used: {error}", file=sys.stderr)  # noqa: T201 (the console is this program's way to speak)
        return 1
    # Not while the first who asks waits: fulfilment gives the service a few seconds.
    cities()
    serve(server, name="Weather service")
    return 0


if __name__ == "__main__":
    sys.exit(main())
