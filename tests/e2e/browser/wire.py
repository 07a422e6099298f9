"""The wire between a browser and the platform, where a test cuts it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread

CHUNK_BYTES = 64 * 1024


class Wire(ThreadingTCPServer):
    """Hands bytes to and fro between its own port and the platform's."""

    # A browser asks for all parts of a page at once.
    request_queue_size = 128

    def __init__(self, *, platform_port: int) -> None:
        super().__init__(("127.0.0.1", 0), Hop)
        self.platform_port = platform_port
        self.is_cut, self.is_deaf = Event(), Event()
        self._ends: set[socket.socket] = set()

    @property
    def port(self) -> int:
        """Where the browser connects to."""
        return int(self.server_address[1])

    def cut(self) -> None:
        """Break every connection, and each new one at once."""
        self.is_cut.set()
        for end in list(self._ends):
            hang_up(end)

    def mend(self) -> None:
        """Let everything through again."""
        self.is_cut.clear()
        self.is_deaf.clear()

    def deafen(self) -> None:
        """Let the browser speak and hear nothing any more."""
        self.is_deaf.set()

    @contextmanager
    def to_platform(self, browser: socket.socket) -> Iterator[socket.socket]:
        """A connection to the platform, for one of a browser's."""
        with socket.create_connection(("127.0.0.1", self.platform_port)) as platform:
            ends = {browser, platform}
            self._ends |= ends
            try:
                yield platform
            finally:
                self._ends -= ends


class Hop(BaseRequestHandler):
    """One connection of a browser's."""

    server: Wire

    def handle(self) -> None:
        """Hand bytes on in both directions until one side hangs up."""
        if self.server.is_cut.is_set():
            return
        with self.server.to_platform(self.request) as platform:
            there = Thread(target=hand_on, args=(self.request, platform))
            there.start()
            hand_on(platform, self.request, unless=self.server.is_deaf)
            there.join()


def hand_on(source: socket.socket, target: socket.socket, *, unless: Event | None = None) -> None:
    """Hand on what comes from the source, until it or the target is gone; then hang up on both."""
    with suppress(OSError):
        while data := source.recv(CHUNK_BYTES):
            if not (unless and unless.is_set()):
                target.sendall(data)
    hang_up(source)
    hang_up(target)


def hang_up(end: socket.socket) -> None:
    """End a connection in both directions, if it still stands."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(platform_port: int) -> Iterator[Wire]:
    """A wire to a port of this machine."""
    with Wire(platform_port=platform_port) as wire:
        serving = Thread(target=wire.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        try:
            yield wire
        finally:
            wire.shutdown()
            serving.join()
            wire.cut()
