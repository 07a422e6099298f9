"""The wire of the local booking service."""

import json
import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from dev.bookings.service import Answer, BookingService, Request, answer_json
from dev.loopback import BodyRefusedError, LoopbackHandler, LoopbackServer

LARGEST_BODY = 1_000_000  # bytes

Respond = Callable[[Request], Answer]
Routes = Mapping[tuple[str, str], Respond]


def routes(service: BookingService) -> Routes:
    """The service itself; and for whoever tries it: what is booked, and what the next orders are to meet."""
    return {
        ("POST", "/bookings"): service.respond,
        ("GET", "/bookings"): service.told,
        ("GET", "/booked"): lambda _: answer_json(200, list(service.booked.values())),
        ("PUT", "/mishaps"): lambda request: _told(service, request.body),
    }


def _told(service: BookingService, body: bytes) -> Answer:
    try:
        service.meet(json.loads(body))
    except (ValueError, TypeError) as error:
        return answer_json(400, {"code": "bad_request", "message": str(error)})
    return answer_json(200, [*service.mishaps])


class BookingServer(LoopbackServer):
    """Serves this machine alone; port 0 takes any free one."""

    def __init__(self, routes: Routes, *, port: int = 0) -> None:
        self.routes = routes
        super().__init__(_Handler, port=port)


class _Handler(LoopbackHandler):
    server: BookingServer

    def respond(self) -> None:
        try:
            body = self.body(largest=LARGEST_BODY)
        except BodyRefusedError as error:
            self._send(answer_json(413, {"code": "too_large", "message": str(error)}))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        at = urlsplit(self.path)
        request = Request(headers=headers, body=body, query=dict(parse_qsl(at.query)))
        respond = self.server.routes.get((self.command, at.path))
        answer = respond(request) if respond else answer_json(404, {"code": "not_found"})
        time.sleep(answer.after_s)
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        if answer.lost:
            self.close_connection = True
            return
        self.send(answer.status, {"Content-Type": "application/json", **answer.headers}, answer.body)
