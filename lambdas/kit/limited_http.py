"""One HTTP request whose answer may be so long and take so long, and no more."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

CONNECT_S: Final = 1.0
PIECE: Final = 4096


class NoAnswerError(Exception):
    """Nothing usable came back; the message says why and holds nothing of what was sent or received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request. Its repr shows neither headers nor body, which may hold secrets."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    body: bytes = field(repr=False)


class LimitedHttp:
    """Asks once, follows no redirect, and gives up when an answer is too long or takes too long.

    http: one that was told to check certificates; older versions of the library do not by themselves.
    most_bytes: of a body. within_s: for the whole answer.
    """

    def __init__(
        self,
        *,
        http: PoolManager,
        most_bytes: int,
        within_s: float,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http, self._most_bytes = http, most_bytes
        self._within_s, self._ticks = within_s, ticks

    def __call__(self, ask: Ask) -> Answer:
        """The answer, whatever its status; raises ``NoAnswerError``."""
        ends_at = self._ticks() + self._within_s
        try:
            response = self._http.request(
                ask.method,
                ask.url,
                headers=ask.headers,
                body=ask.body,
                timeout=Timeout(connect=CONNECT_S, total=self._within_s),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                # Where the library is older it waits for whole pieces; a server that drips is cut with us.
                body = self._whole(getattr(response, "read1", response.read), ends_at)
            except NoAnswerError:
                response.close()
                raise
            response.release_conn()
        except HTTPError as error:
            # The cause would carry the address, and with it what may stand in there, into a traceback.
            raise NoAnswerError(type(error).__name__) from None
        return Answer(status=response.status, body=body)

    def _whole(self, read: Callable[..., bytes], ends_at: float) -> bytes:
        body = bytearray()
        # We ask for no compression, and what is not read as it came cannot swell.
        while piece := read(PIECE, decode_content=False):
            body += piece
            if len(body) > self._most_bytes:
                raise NoAnswerError("answer too long")
            if self._ticks() >= ends_at:
                raise NoAnswerError("answer took too long")
        return bytes(body)
