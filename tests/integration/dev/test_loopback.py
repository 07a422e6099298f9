"""What the local services have in common: a server on this machine's loopback."""

import socket
from contextlib import ExitStack

from dev.listen import LOOPBACK
from dev.weather.server import WeatherServer
from dev.weather.service import WeatherService

AT_ONCE = 60
PATIENCE_S = 5


def test_many_may_call_at_once_while_it_is_busy() -> None:
    with WeatherServer(WeatherService()) as server, ExitStack() as callers:
        # It listens, and answers nobody yet.
        for _ in range(AT_ONCE):
            callers.enter_context(
                socket.create_connection((LOOPBACK, server.server_port), timeout=PATIENCE_S)
            )
