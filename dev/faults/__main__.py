"""Runs the fault proxy until it is told to stop: `python -m dev.faults`; started by `dev.up --faults`."""

import argparse
import asyncio
import sys

from dev.faults.proxy import Behind
from dev.faults.server import fault_proxy
from dev.listen import PortTakenError, listen
from dev.until_stopped import serve_app


async def serve(port: int, behind: Behind) -> None:
    """Serve until told to stop; raises ``PortTakenError``."""
    await serve_app(await fault_proxy(behind), listen(port), name="Faults")


def main() -> int:
    """Read the options, then serve."""
    parser = argparse.ArgumentParser(prog="python -m dev.faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument("--aws", required=True, help="the address of AWS")
    parser.add_argument("--lex", required=True, help="the address of Lex")
    parser.add_argument("--dialogflow", required=True, help="the address of Dialogflow")
    parser.add_argument("--telegram", required=True, help="the address of Telegram")
    parser.add_argument("--messengers", required=True, help="the address of the other messengers")
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    options = parser.parse_args()
    behind = Behind(
        aws=options.aws,
        lex=options.lex,
        dialogflow=options.dialogflow,
        telegram=options.telegram,
        messengers=options.messengers,
    )
    try:
        asyncio.run(serve(options.port, behind))
    except PortTakenError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
