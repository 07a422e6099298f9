"""A server on the loopback that answers calls of the Bot API as a test orders, over real HTTP."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GONE = None
"""The answer of a server that hangs up instead."""


class BotServer:
    """Keeps the calls by path and parameters; takes each, but for those ordered otherwise.

    peers: from where each call came, one a connection.
    head: what stands among the headers of each answer besides, as it is.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.orders: list[tuple[int, dict[str, Any]] | None] = []
        self.silence = threading.Event()
        self.silence.set()
        self.peers: list[Any] = []
        self.url = ""
        self.head = b""

    def texts(self) -> list[tuple[str, str]]:
        """The paths and texts of the messages that came."""
        return [(path, call["text"]) for path, call in self.calls if path.endswith("/sendMessage")]


class Quiet(ThreadingHTTPServer):
    """Does not mind a client that has gone before its answer."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def a_bot_server() -> Iterator[BotServer]:
    """A running server; clear its ``silence`` and it keeps calls waiting."""
    told = BotServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told.calls.append((self.path, json.loads(self.rfile.read(length))))
            told.peers.append(self.client_address)
            told.silence.wait(10)
            order = told.orders.pop(0) if told.orders else (200, {"ok": True, "result": {}})
            if order is GONE:
                self.close_connection = True
                return
            status, answer = order
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.flush_headers()
            self.wfile.write(told.head)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield told
        finally:
            told.silence.set()
            server.shutdown()
            thread.join()
