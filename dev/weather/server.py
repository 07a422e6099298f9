"""The wire of the local weather service."""

import json
import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from dev.loopback import BodyRefusedError, LoopbackHandler, LoopbackServer
from dev.weather.service import Answer, Mishap, WeatherService

LARGEST_BODY = 10_000  # bytes


class WeatherServer(LoopbackServer):
    """Serves this machine alone; port 0 takes any free one."""

    def __init__(self, service: WeatherService, *, port: int = 0) -> None:
        self.service = service
        self.routes: Mapping[str, Callable[[Mapping[str, str]], Answer]] = {
            "/v1/search": service.search,
            "/v1/forecast": service.forecast,
        }
        super().__init__(_Handler, port=port)


class _Handler(LoopbackHandler):
    server: WeatherServer

    def respond(self) -> None:
        asked = urlsplit(self.path)
        respond = self.server.routes.get(asked.path) if self.command == "GET" else None
        if respond:
            self._send(respond(dict(parse_qsl(asked.query))))
        elif (self.command, asked.path) == ("PUT", "/mishaps"):
            self._send(self._told())
        else:
            self._send(Answer(status=404, body={"error": True}))

    def _told(self) -> Answer:
        """Take the mishaps of the next requests: a list of them."""
        try:
            told = json.loads(self.body(largest=LARGEST_BODY))
            self.server.service.mishaps = [Mishap(each) for each in told]
        except (ValueError, TypeError, BodyRefusedError) as error:
            return Answer(status=400, body={"error": True, "reason": str(error)})
        return Answer(status=200, body={"mishaps": self.server.service.mishaps})

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.after_s)
        if answer.lost:
            self.close_connection = True
            return
        body = json.dumps(answer.body).encode()
        self.send(answer.status, {"Content-Type": "application/json; charset=utf-8"}, body)
