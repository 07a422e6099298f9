"""Reads the body of a request to one of the local servers, and gets rid of one that is too large."""

from http.server import BaseHTTPRequestHandler

# A client that is still sending when the line is closed sees a cut line instead of the answer: what is too
# large is taken in and dropped, as long as it ends within this.
DRAINED = 16_000_000  # bytes
_PIECE = 64 * 1024


class BodyRefusedError(Exception):
    """Answer that the request cannot be taken: its body is too large, or nobody knows how long it is."""


def read_body(request: BaseHTTPRequestHandler, *, largest: int) -> bytes:
    """Give the body; raises ``BodyRefusedError``, the line being fit for an answer."""
    told = request.headers.get("Content-Length") or "0"
    if not (told.isascii() and told.isdigit()):
        request.close_connection = True
        raise BodyRefusedError("the length of the body is not told")
    length = int(told)
    if length > largest:
        _drain(request, length)
        raise BodyRefusedError("the body is too large")
    return request.rfile.read(length)


def _drain(request: BaseHTTPRequestHandler, length: int) -> None:
    request.close_connection = True
    if length > DRAINED:
        return
    while length > 0 and (piece := request.rfile.read(min(length, _PIECE))):
        length -= len(piece)
