"""What a person is shown while the platform starts, and waiting with an eye on the servers."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from dev.processes import Servers

POLL_S = 0.1
ASK_S = 5.0


class NotAnsweringError(Exception):
    """A server runs but does not answer; the message is for the person at the terminal."""


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 — progress


@contextmanager
def step(title: str, *, since: float | None = None) -> Iterator[None]:
    """Say how long a step took, once it is done.

    since: when it began (monotonic), where that was before the block.
    """
    began = since or time.monotonic()
    yield
    say(f"  {title:<34}{time.monotonic() - began:5.1f} s")


def wait_for(url: str, *, servers: Servers, within_s: float) -> None:
    """Wait until an address answers at all; raises ``NotAnsweringError`` or ``ServerEndedError``."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        servers.look()
        try:
            direct.open(url, timeout=ASK_S).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(POLL_S)
        else:
            return
    raise NotAnsweringError(f"{url} does not answer within {within_s:.0f} s.")
