"""Stops the platform of a state folder, also one whose owner was killed: `python -m dev.down`."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from dev.home import Home
from dev.processes import Servers

PATIENCE_S = 60.0
POLL_S = 0.1


def ask_to_stop(home: Home) -> bool:
    """Ask the owner of the folder to stop and wait for it; false when there is none."""
    owner = home.owner()
    if owner is None:
        return False
    os.kill(owner, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_S
    while home.owner() == owner and time.monotonic() < deadline:
        time.sleep(POLL_S)
    return True


def main() -> int:
    """Read the options and stop what runs."""
    parser = argparse.ArgumentParser(prog="python -m dev.down", description=__doc__)
    parser.add_argument("--state", type=Path, default=Path(".parley"), help="the folder of its state")
    home = Home(folder=parser.parse_args().state.resolve())
    stopped = ask_to_stop(home)
    if home.owner() is not None:
        print(f"Parley does not stop; its log is {home.logs}.", file=sys.stderr)  # noqa: T201
        return 1
    left = Servers(record=home.groups, marker=str(home.folder), logs=home.logs).end_leftovers()
    home.clear()
    print("Parley is stopped." if stopped or left else "Parley is not running.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
