"""Ports on this machine's loopback address."""

import errno
import socket

LOOPBACK = "127.0.0.1"


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
        why = "is taken by another program" if _is_taken(error) else "cannot be used"
        raise PortTakenError(
            f'port {port} {why}. Free it, or choose another: make up ARGS="--port {port + 1}"'
        ) from None
    return listener


def _is_taken(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno == errno.EADDRINUSE


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
