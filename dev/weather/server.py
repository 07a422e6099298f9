"""The wire of the local weather service."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from dev.http_body import BodyRefusedError, read_body
from dev.listen import LOOPBACK
from dev.weather.service import Answer, Mishap, WeatherService

log = logging.getLogger(__name__)

LARGEST_BODY = 10_000  # bytes


class WeatherServer(ThreadingHTTPServer):
    """Serves this machine alone; port 0 takes any free one."""

    daemon_threads = True

    def __init__(self, service: WeatherService, *, port: int = 0) -> None:
        self.service = service
        self.routes: Mapping[str, Callable[[Mapping[str, str]], Answer]] = {
            "/v1/search": service.search,
            "/v1/forecast": service.forecast,
        }
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://{LOOPBACK}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: WeatherServer
    protocol_version = "HTTP/1.1"
    # Nagle's algorithm and delayed acknowledgements cost 40 ms a call.
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer a request as the service documents it."""
        asked = urlsplit(self.path)
        respond = self.server.routes.get(asked.path)
        query = dict(parse_qsl(asked.query))
        self._send(respond(query) if respond else Answer(status=404, body={"error": True}))

    def do_PUT(self) -> None:
        """Take the mishaps of the next requests: `PUT /mishaps` with a list of them."""
        try:
            told = json.loads(read_body(self, largest=LARGEST_BODY))
            self.server.service.mishaps = [Mishap(each) for each in told]
        except (ValueError, TypeError, BodyRefusedError) as error:
            self._send(Answer(status=400, body={"error": True, "reason": str(error)}))
        else:
            self._send(Answer(status=200, body={"mishaps": self.server.service.mishaps}))

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.after_s)
        if answer.lost:
            self.close_connection = True
            return
        body = json.dumps(answer.body).encode()
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True  # whoever asked did not wait

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the standard library)
        """Log requests for whoever debugs, never on the console."""
        log.debug(format, *args)
