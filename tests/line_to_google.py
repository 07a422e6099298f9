"""The line between our HTTP client and Google, where a test listens, breaks it or answers itself."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from urllib3 import HTTPResponse, PoolManager
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ProtocolError, ReadTimeoutError

NO_LINE: HTTPError = ConnectTimeoutError("no connection")
CUT_LINES: Sequence[HTTPError] = (
    ReadTimeoutError(None, "/", "no answer"),  # type: ignore[arg-type] # nobody looks at the pool
    ProtocolError("cut off"),
)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One HTTP call."""

    method: str
    url: str
    body: Any
    headers: Mapping[str, str]
    timeout: Any


class LineToGoogle(PoolManager):
    """Stands for urllib3's manager; ``serve`` gives a status and JSON for a call's JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.serve: Callable[[Any], tuple[int, Any]] = lambda _body: (200, {})
        self._failure: HTTPError | None = None

    def request(self, method: str, url: str, **given: Any) -> HTTPResponse:  # type: ignore[override] # noqa: ANN401
        """Answer one call without a socket."""
        body = json.loads(given["body"]) if given.get("body", b"").startswith(b"{") else given.get("body")
        self.sent.append(
            Sent(method=method, url=url, body=body, headers=given["headers"], timeout=given["timeout"])
        )
        if self._failure is not None:
            raise self._failure
        status, answer = self.serve(body)
        return HTTPResponse(body=json.dumps(answer).encode(), status=status)

    @contextmanager
    def broken(self, failure: HTTPError) -> Iterator[None]:
        """Nothing sent inside gets through."""
        self._failure = failure
        try:
            yield
        finally:
            self._failure = None

    @contextmanager
    def answering(self, status: int, body: Any = None) -> Iterator[None]:  # noqa: ANN401 (any JSON)
        """What is sent inside arrives, and is answered with this."""
        before, self.serve = self.serve, lambda _body: (status, body)
        try:
            yield
        finally:
            self.serve = before
