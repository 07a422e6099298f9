"""The wire of the local booking service."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dev.bookings.service import Answer, BookingService, Request, answer_json
from dev.http_body import BodyRefusedError, read_body
from dev.listen import LOOPBACK

log = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000  # bytes

Respond = Callable[[Request], Answer]
Routes = Mapping[tuple[str, str], Respond]


def routes(service: BookingService) -> Routes:
    """The service itself; and for whoever tries it: what is booked, and what the next orders are to meet."""
    return {
        ("POST", "/bookings"): service.respond,
        ("GET", "/bookings"): lambda _: answer_json(200, list(service.booked.values())),
        ("PUT", "/mishaps"): lambda request: _told(service, request.body),
    }


def _told(service: BookingService, body: bytes) -> Answer:
    try:
        service.meet(json.loads(body))
    except (ValueError, TypeError) as error:
        return answer_json(400, {"code": "bad_request", "message": str(error)})
    return answer_json(200, [*service.mishaps])


class BookingServer(ThreadingHTTPServer):
    """Serves this machine alone; port 0 takes any free one."""

    daemon_threads = True

    def __init__(self, routes: Routes, *, port: int = 0) -> None:
        self.routes = routes
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://{LOOPBACK}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: BookingServer
    protocol_version = "HTTP/1.1"
    # Nagle's algorithm and delayed acknowledgements cost 40 ms a call.
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def do_PUT(self) -> None:
        self._respond()

    def _respond(self) -> None:
        try:
            body = read_body(self, largest=LARGEST_BODY)
        except BodyRefusedError as error:
            self._send(answer_json(413, {"code": "too_large", "message": str(error)}))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(headers=headers, body=body)
        respond = self.server.routes.get((self.command, self.path))
        answer = respond(request) if respond else answer_json(404, {"code": "not_found"})
        time.sleep(answer.after_s)
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        if answer.lost:
            self.close_connection = True
            return
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True  # whoever asked did not wait

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the standard library)
        """Log requests for whoever debugs, never on the console."""
        log.debug(format, *args)
