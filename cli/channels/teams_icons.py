"""The two icons that a Teams app must have, drawn by rule: a speech bubble, as PNG.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons
(192 by 192 in full colour; 32 by 32, white on transparent), https://www.w3.org/TR/png-3/
"""

import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Final

COLOR_PIXELS: Final = 192
OUTLINE_PIXELS: Final = 32
ACCENT: Final = (0x1F, 0x4E, 0x79)
WHITE: Final = (255, 255, 255)
TAIL_TOP, TAIL_TIP, TAIL_LEFT = 0.6, 0.8, 0.3
SAMPLES: Final = 4
"""A pixel is the mean of so many by so many points."""


@cache
def color_icon() -> bytes:
    """White on the accent colour, out to the edges: Teams rounds the corners."""
    return _png(COLOR_PIXELS, lambda share: (*_mixed(share), 255))


def outline_icon() -> bytes:
    """White on nothing."""
    return _png(OUTLINE_PIXELS, lambda share: (*WHITE, round(255 * share)))


def in_bubble(x: float, y: float) -> bool:
    """Whether a point of the unit square is in the bubble: a rounded box, and a tail below it."""
    across, down = max(0.0, abs(x - 0.5) - 0.2), max(0.0, abs(y - 0.43) - 0.12)
    in_box = across**2 + down**2 <= 0.12**2
    in_tail = TAIL_TOP <= y <= TAIL_TIP and TAIL_LEFT <= x <= TAIL_LEFT + (TAIL_TIP - y)
    return in_box or in_tail


def _mixed(share: float) -> tuple[int, ...]:
    return tuple(
        round(white * share + accent * (1 - share)) for white, accent in zip(WHITE, ACCENT, strict=True)
    )


def _png(size: int, pixel: Callable[[float], tuple[int, ...]]) -> bytes:
    rows = b"".join(
        b"\0" + b"".join(bytes(pixel(_share(x, y, size))) for x in range(size)) for y in range(size)
    )
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _share(x: int, y: int, size: int) -> float:
    """How much of a pixel is bubble."""
    points = [(at + 0.5) / SAMPLES for at in range(SAMPLES)]
    hits = sum(in_bubble((x + across) / size, (y + down) / size) for down in points for across in points)
    return hits / SAMPLES**2


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
