"""A body that a local server does not take, sent by a client that is in no hurry."""

import select
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest

from dev.bookings.contract import read_contract
from dev.bookings.server import BookingServer, routes
from dev.bookings.service import BookingService
from dev.dialogflow.rest import RestServer
from dev.dialogflow.runtime import Runtime as DialogflowRuntime
from dev.lex.runtime import Runtime as LexRuntime
from dev.lex.server import LexServer
from dev.loopback import DRAINED, LoopbackServer
from dev.weather.server import WeatherServer
from dev.weather.service import WeatherService

PATIENCE_S = 30
PIECE = b" " * 1_500_000  # larger than what any of them takes
SESSION = "/bots/B/botAliases/A/botLocales/L/sessions/S/text"
DETECT = "/v2/projects/p/agent/sessions/s:detectIntent"


def _now() -> datetime:
    return datetime.now(UTC)


def _bookings() -> BookingServer:
    return BookingServer(routes(BookingService(contract=read_contract(), token="t")))


SERVERS: dict[str, tuple[Callable[[], LoopbackServer], str, str, int]] = {
    "lex": (lambda: LexServer(LexRuntime({}, now=_now), port=0), "POST", SESSION, 400),
    "dialogflow": (lambda: RestServer(DialogflowRuntime({}, now=_now), port=0), "POST", DETECT, 400),
    "bookings": (_bookings, "POST", "/bookings", 413),
    "weather": (lambda: WeatherServer(WeatherService()), "PUT", "/mishaps", 400),
}


class Caller:
    """One call to one of the servers, sent piece by piece."""

    def __init__(self, line: HTTPConnection, verb: str, path: str) -> None:
        self._line, self._verb, self._path = line, verb, path

    def begins(self, length: str) -> None:
        """Send the head alone."""
        self._line.putrequest(self._verb, self._path)
        self._line.putheader("Content-Length", length)
        self._line.endheaders()

    def sends(self, piece: bytes) -> None:
        """Send a piece of the body."""
        self._line.send(piece)

    def stops(self) -> None:
        """Send no more, and go on listening."""
        self._line.sock.shutdown(socket.SHUT_WR)

    def is_answered_within(self, wait_s: float) -> bool:
        """Tell whether anything came back."""
        readable, _, _ = select.select([self._line.sock], [], [], wait_s)
        return bool(readable)

    def status(self) -> int:
        """Take the answer."""
        with self._line.getresponse() as answer:
            answer.read()
            return answer.status


@pytest.fixture(params=SERVERS)
def served(request: pytest.FixtureRequest) -> Iterator[tuple[Caller, int]]:
    make, verb, path, refused = SERVERS[request.param]
    with (
        make() as server,
        server.answering(),
        closing(HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE_S)) as line,
    ):
        yield Caller(line, verb, path), refused


def test_a_slow_client_may_send_all_of_a_too_large_body_before_it_is_refused(
    served: tuple[Caller, int],
) -> None:
    caller, refused = served
    caller.begins(str(2 * len(PIECE)))

    caller.sends(PIECE)
    too_early = caller.is_answered_within(0.1)
    caller.sends(PIECE)

    assert (too_early, caller.status()) == (False, refused)


@pytest.mark.parametrize("length", [str(DRAINED + 1), "-1", "a lot", "²"])
def test_a_body_without_an_end_in_sight_is_refused_unread(served: tuple[Caller, int], length: str) -> None:
    caller, refused = served

    caller.begins(length)

    assert caller.status() == refused


def test_a_client_that_stops_in_the_midst_of_a_too_large_body_is_refused(served: tuple[Caller, int]) -> None:
    caller, refused = served
    caller.begins(str(2 * len(PIECE)))

    caller.sends(PIECE)
    caller.stops()

    assert caller.status() == refused
