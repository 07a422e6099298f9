"""Runs a local server until the process is told to stop, by SIGTERM or SIGINT."""

import asyncio
import signal
import socket
import threading

from aiohttp import web

from dev.loopback import LoopbackServer

TOLD = (signal.SIGTERM, signal.SIGINT)
# Clients keep their connections; one that we closed first would look like a fault that nobody asked for.
RESTS_S = 3600
LOOKS_AGAIN_S = 0.5


class Told:
    """Whether the process was told to stop."""

    def __init__(self) -> None:
        self._told = threading.Event()

    def tell(self) -> None:
        """Tell it."""
        self._told.set()

    def wait(self) -> None:
        """Wait until then. A signal may reach a thread of a library's, which wakes nobody who waits."""
        while not self._told.wait(LOOKS_AGAIN_S):
            pass


def hear() -> Told:
    """Hear what tells the process to stop from now on."""
    stopped = Told()
    for each in TOLD:
        signal.signal(each, lambda *_: stopped.tell())
    return stopped


def serve(server: LoopbackServer, *, name: str) -> None:
    """Serve, and say where; name: what the server is."""
    stopped = hear()
    with server, server.answering():
        say(name, server.url)
        stopped.wait()


async def serve_app(app: web.Application, listener: socket.socket, *, name: str) -> None:
    """Do the same with an application of aiohttp, on a port that is taken already."""
    over = asyncio.Event()
    for each in TOLD:
        asyncio.get_running_loop().add_signal_handler(each, over.set)
    # No log of requests: an address may hold a token.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, keepalive_timeout=RESTS_S)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    host, port = listener.getsockname()
    say(name, f"http://{host}:{port}")
    await over.wait()
    await runner.cleanup()


def say(name: str, where: str) -> None:
    """Tell the console that a server listens."""
    print(f"{name} is listening: {where}", flush=True)  # noqa: T201 (the console is this program's way to speak)
