"""The frame meter."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from dev.front.frames import FrameMeter

LIMIT = 300


def frame(length: int, *, masked: bool) -> bytes:
    """A frame with the shortest form of its length. Source: RFC 6455, section 5.2."""
    mask_bit = 0x80 if masked else 0
    if length < 126:
        head = bytes([0x81, mask_bit | length])
    elif length < 1 << 16:
        head = bytes([0x81, mask_bit | 126]) + struct.pack(">H", length)
    else:
        head = bytes([0x81, mask_bit | 127]) + struct.pack(">Q", length)
    return head + (b"mask" if masked else b"") + b"\xff" * length


@given(
    lengths=st.lists(st.sampled_from([0, 1, 125, 126, LIMIT - 1, LIMIT, LIMIT + 1, 70_000]), max_size=5),
    masked=st.booleans(),
    cut=st.integers(min_value=1, max_value=1000),
)
def test_a_frame_over_the_limit_is_seen_however_the_bytes_are_cut(
    *, lengths: list[int], masked: bool, cut: int
) -> None:
    stream = b"".join(frame(length, masked=masked) for length in lengths)
    meter = FrameMeter(limit=LIMIT)

    for at in range(0, len(stream), cut):
        meter.feed(stream[at : at + cut])

    assert meter.exceeded == any(length > LIMIT for length in lengths)
