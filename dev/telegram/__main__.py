"""Runs the stand-in for the Bot API until it is told to stop: `python -m dev.telegram --port PORT`."""

import sys

from dev.doubles.process import run
from dev.telegram.server import ALONE, stand_in

if __name__ == "__main__":
    sys.exit(run("dev.telegram", __doc__ or "", name="Telegram Bot API", make=stand_in, usual=ALONE))
