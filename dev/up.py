"""Runs the whole platform on this machine until it is told to stop: `python -m dev.up`.

Order: the site's port is taken first; the emulator starts while the app writes its templates; then a real
`cdk deploy`, the language engine, and the front. Whatever ends the run, nothing is left running.
"""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from dev.connect import NotConnectedError
from dev.deploy import DeployFailedError
from dev.home import AlreadyRunningError, Home
from dev.listen import PortTakenError
from dev.platform import Platform
from dev.processes import ServerEndedError, Servers
from dev.progress import NotAnsweringError, say
from stacks.numbers import CONNECTION_S, IDLE_S
from stacks.stage import SocketLife
from stacks.stage_file import StageError

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# What ends a run by itself; the message says why.
STOPPED = (PortTakenError, DeployFailedError, ServerEndedError, NotAnsweringError, NotConnectedError)


class Told(BaseException):
    """We were told to stop; like ``KeyboardInterrupt`` no error, and not to be caught on the way."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Within the block a signal raises ``Told``, once; after it signals are not heard while we clean up."""

    def tell(_signal: int, _frame: object) -> None:
        ignore()
        raise Told

    def ignore() -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)

    for each in SIGNALS:
        signal.signal(each, tell)
    try:
        yield
    finally:
        ignore()


def run(platform: Platform) -> int:
    """Start, keep watch, and end everything; returns the exit code."""
    try:
        with stoppable():
            platform.clear_leftovers()
            platform.start()
            platform.watch()
    except Told:
        say("Stopping …")
        return 0
    except STOPPED as reason:
        print(f"Parley stopped: {reason}", file=sys.stderr, flush=True)  # noqa: T201
        return 1
    finally:
        platform.stop()
    return 0


def main() -> int:
    """Read the options, own the folder, and run."""
    parser = argparse.ArgumentParser(prog="python -m dev.up", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000, help="the site's port (default: 8000)")
    parser.add_argument("--state", type=Path, default=Path(".parley"), help="the folder for its state")
    parser.add_argument("--faults", action="store_true", help="with a proxy that fails as it is told to")
    parser.add_argument(
        "--engine", help="the engine of every bot, or two with a comma, whatever the stage's file says"
    )
    parser.add_argument("--idle-s", type=int, default=IDLE_S, help="when a silent WebSocket is closed")
    parser.add_argument("--connection-s", type=int, default=CONNECTION_S, help="when any is closed")
    options = parser.parse_args()
    home = Home(folder=options.state.resolve())
    servers = Servers(record=home.groups, marker=str(home.folder), logs=home.logs)
    try:
        with home.owned():
            env, port, faults = os.environ, options.port, options.faults  # noqa: TID251
            life = SocketLife(idle_s=options.idle_s, connection_s=options.connection_s)
            platform = Platform(
                home=home,
                servers=servers,
                port=port,
                env=env,
                socket_life=life,
                engine=options.engine,
                faults=faults,
            )
            return run(platform)
    except AlreadyRunningError:
        site = home.site()
        running = f"already running: {site}" if site else "already starting in this folder"
        print(f"Parley is {running} (make down stops it)", file=sys.stderr)  # noqa: T201
        return 1
    except StageError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main())
