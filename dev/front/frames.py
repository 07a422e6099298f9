"""Measures WebSocket frames on their way in, which the WebSocket library only hands on as whole messages."""

import asyncio
from typing import Any

FIRST_BYTES = 2
LENGTH_MASK = 0x7F
MASKED = 0x80
# A length of 126 or 127 says that the real one follows in 2 or 8 bytes.
LONGER = {126: 2, 127: 8}
MASK_BYTES = 4


class FrameMeter:
    """Reads the headers of the frames in a stream of bytes, however the bytes are cut.

    Source: https://www.rfc-editor.org/rfc/rfc6455#section-5.2.
    """

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._header = bytearray()
        self._payload_left = 0
        self.exceeded = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes; ``exceeded`` stays set once a frame was over the limit."""
        at = 0
        while at < len(data):
            if self._payload_left:
                step = min(self._payload_left, len(data) - at)
                self._payload_left -= step
                at += step
            else:
                self._header.append(data[at])
                at += 1
                self._close_header()

    def _close_header(self) -> None:
        """Take the length from the header when it is whole."""
        header = self._header
        if len(header) < FIRST_BYTES:
            return
        length, extended = header[1] & LENGTH_MASK, LONGER.get(header[1] & LENGTH_MASK, 0)
        mask = MASK_BYTES if header[1] & MASKED else 0
        if len(header) < FIRST_BYTES + extended + mask:
            return
        if extended:
            length = int.from_bytes(header[FIRST_BYTES : FIRST_BYTES + extended], "big")
        self.exceeded = self.exceeded or length > self._limit
        self._payload_left = length
        self._header.clear()


class Metered(asyncio.Protocol):
    """A protocol that shows what arrives to a meter and hands everything on."""

    def __init__(self, inner: Any, *, meter: FrameMeter) -> None:  # noqa: ANN401 — whatever protocol is there
        self._inner = inner
        self._meter = meter

    def data_received(self, data: bytes) -> None:
        """Measure, then hand on."""
        self._meter.feed(data)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand on."""
        return bool(self._inner.eof_received())

    def connection_lost(self, exc: Exception | None) -> None:
        """Hand on."""
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """Hand on."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Hand on."""
        self._inner.resume_writing()


def measure(transport: asyncio.Transport, *, limit: int) -> FrameMeter:
    """Start measuring what arrives on a transport that has just become a WebSocket."""
    meter = FrameMeter(limit=limit)
    transport.set_protocol(Metered(transport.get_protocol(), meter=meter))
    return meter
