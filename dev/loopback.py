"""An HTTP server on this machine's loopback, as the local services are."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dev.listen import LOOPBACK

log = logging.getLogger(__name__)

# A client that is still sending when the line is closed sees a cut line instead of the answer: what is too
# large is taken in and dropped, as long as it ends within this.
DRAINED = 16_000_000  # bytes
_PIECE = 64 * 1024


class BodyRefusedError(Exception):
    """Answer that the request cannot be taken: its body is too large, or nobody knows how long it is."""


class LoopbackServer(ThreadingHTTPServer):
    """Serves this machine alone; port 0 takes any free one."""

    daemon_threads = True
    # So many may call at once while we are busy; whoever finds no place tries again a second later.
    request_queue_size = 128

    def __init__(self, handler: type["LoopbackHandler"], *, port: int) -> None:
        super().__init__((LOOPBACK, port), handler)

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://{LOOPBACK}:{self.server_port}"

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answer within the block."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            thread.join()


class LoopbackHandler(BaseHTTPRequestHandler, ABC):
    """Reads and answers requests."""

    protocol_version = "HTTP/1.1"
    # Nagle's algorithm and delayed acknowledgements cost 40 ms a call.
    disable_nagle_algorithm = True
    wbufsize = -1

    @abstractmethod
    def respond(self) -> None:
        """Answer the request, whatever its ``command``."""

    def _respond(self) -> None:
        self.respond()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _respond  # noqa: N815 (the names of the standard library)

    def body(self, *, largest: int) -> bytes:
        """Give the body; raises ``BodyRefusedError``, the line being fit for an answer."""
        told = self.headers.get("Content-Length") or "0"
        if not (told.isascii() and told.isdigit()):
            self.close_connection = True
            raise BodyRefusedError("the length of the body is not told")
        length = int(told)
        if length > largest:
            self.close_connection = True
            self._drain(length)
            raise BodyRefusedError("the body is too large")
        return self.rfile.read(length)

    def _drain(self, length: int) -> None:
        if length > DRAINED:
            return
        while length > 0 and (piece := self.rfile.read(min(length, _PIECE))):
            length -= len(piece)

    def send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Answer, unless whoever asked did not wait."""
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the standard library)
        """Log requests for whoever debugs, never on the console."""
        log.debug(format, *args)
