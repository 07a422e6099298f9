"""Starts the local OpenID provider: `python -m dev.oidc --port PORT --back URL`."""

import argparse
import sys
from collections.abc import Sequence

from dev.oidc.client import CLIENT, SECRET
from dev.oidc.provider import Client
from dev.oidc.server import ProviderServer
from dev.until_stopped import serve


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m dev.oidc", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument("--back", required=True, help="where people who signed in are sent back to")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    return parser.parse_args(arguments)


def main() -> int:
    """Serve until SIGTERM or SIGINT."""
    given = options()
    client = Client(id=CLIENT, secret=SECRET, back=given.back)
    try:
        server = ProviderServer(client, port=given.port)
    except (OSError, OverflowError) as error:
        print(f"port {given.port} cannot be used: {error}", file=sys.stderr)  # noqa: T201 (the console is this program's way to speak)
        return 1
    serve(server, name="OpenID provider")
    return 0


if __name__ == "__main__":
    sys.exit(main())
