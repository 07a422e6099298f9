"""Runs the messengers' doubles until it is told to stop: `python -m dev.messengers --port PORT`."""

import sys
from collections.abc import Sequence

from aiohttp import ClientSession, web

from dev.doubles.installed import Installed
from dev.doubles.process import run
from dev.messengers.mounted import DOUBLES, mounted
from dev.messengers.server import messengers


def doubles(installed: Sequence[Installed], /, *, session: ClientSession, base: str) -> web.Application:
    """Those of the installations whose channel has a double here."""
    return messengers(mounted(installed), session=session, base=base)


if __name__ == "__main__":
    one_each = [Installed(name=channel, channel=channel) for channel in DOUBLES]
    sys.exit(run("dev.messengers", __doc__ or "", name="Messengers", make=doubles, usual=one_each))
