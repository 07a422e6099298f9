"""Ports on this machine's loopback address."""

import contextlib
import errno
import fcntl
import os
import socket
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

LOOPBACK = "127.0.0.1"
HIGH = 8001
BELOW_OUTGOING = range(20_000, 32_000)
_A_PLATFORM_HAS = 12
_asked = count(os.getpid() * _A_PLATFORM_HAS)


class PortTakenError(Exception):
    """Another program has the port; the message says which port and what to do."""


def listen(port: int) -> socket.socket:
    """Take a port; what dials it before we answer waits. Raises ``PortTakenError``."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why, other = ("is taken by another program", port + 1) if taken else ("cannot be used", HIGH)
        raise PortTakenError(
            f'port {port} {why}. Free it, or choose another: make up ARGS="--port {other}"'
        ) from None
    return listener


def free_port() -> int:
    """A port that nobody has at this moment, and that the system gives to no outgoing connection.

    It is set aside until this process ends: whoever else asks here, in this process or another, is given
    another one, although what is to listen there may start later. Source:
    https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range).
    """
    given_out = _given_out()
    while True:
        port = BELOW_OUTGOING[next(_asked) % len(BELOW_OUTGOING)]
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((LOOPBACK, port))
            fcntl.lockf(given_out, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
            return port


@cache
def _given_out() -> int:
    """A file, open for good, in which a process locks a byte a port; its locks end with it."""
    file = Path(tempfile.gettempdir()) / f"parley-ports-{os.getuid()}"
    return os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
