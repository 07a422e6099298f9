"""The frames that the page and the platform exchange, JSON text each; docs/websocket.md tells them all."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lambdas.domain.conversation import Line, Page
from lambdas.domain.errors import Refused
from lambdas.domain.line_json import encode_line

ERRORS: Final[Mapping[str, str]] = {
    "bad_frame": "A frame is a JSON object with a string as its type.",
    "unknown_type": "This type of frame is not known.",
    "bad_field": "A member of this frame is missing or of the wrong type.",
    "empty": "There is no text in this message.",
    "too_long": "This message is too long.",
    "forbidden": "This conversation belongs to somebody else.",
    "expired": "Your sign-in has ended. Connect again.",
    "unavailable": "This could not be taken in just now. Send it again.",
    "unanswered": "This could not be answered, and nothing of it was kept. Say it again later.",
}
"""Every code that an ``error`` frame can carry, and what it says."""

LONGEST_FRAME_BYTES: Final = 100 * 1024
"""What one ``lines`` frame may weigh; API Gateway takes 128 KB a message.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
"""

TYPING: Final = '{"type":"typing"}'
PONG: Final = '{"type":"pong"}'


def read_frame(body: bytes) -> dict[str, Any]:
    """A client's frame as an object whose ``type`` is a string; raises ``Refused`` with ``bad_frame``."""
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("frame is not JSON", code="bad_frame") from error
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise Refused("frame has no type", code="bad_frame")
    return frame


def frame_id(body: bytes) -> str | None:
    """The id that an ``error`` about this frame should repeat, where it has a readable one."""
    try:
        given = read_frame(body).get("id")
    except Refused:
        return None
    return (
        given
        if isinstance(given, str) and len(given) <= len("00000000-0000-0000-0000-000000000000")
        else None
    )


def ack(event: str) -> str:
    """The frame that says: queued for good."""
    return _frame({"type": "ack", "id": event})


def error(code: str, *, event: str | None = None, retry: bool = False) -> str:
    """The frame that says what is wrong; ``retry`` asks the client to send the same again.

    A code that the page does not know is told as ``unavailable``: the list is closed.
    """
    code = code if code in ERRORS else "unavailable"
    named = {} if event is None else {"id": event}
    return _frame({"type": "error", **named, "code": code, "message": ERRORS[code], "retry": retry})


def page_frame(page: Page, *, after: int) -> str:
    """The answer to ``resume``; after: what that said, by which it is told from lines that are pushed."""
    pruned = {} if page.pruned_to is None else {"pruned_to": page.pruned_to}
    lines = [encode_line(line) for line in page.lines]
    return _frame({"type": "lines", "after": after, "lines": lines, "more": page.more, **pruned})


def line_frames(lines: Sequence[Line]) -> Sequence[str]:
    """The lines in order, in as few frames as API Gateway's limit allows."""
    frames: list[list[dict[str, Any]]] = [[]]
    weight = 0
    for line in lines:
        encoded = encode_line(line)
        weighs = len(_frame(encoded))
        if frames[-1] and weight + weighs > LONGEST_FRAME_BYTES:
            frames.append([])
            weight = 0
        frames[-1].append(encoded)
        weight += weighs
    return tuple(_frame({"type": "lines", "lines": some, "more": False}) for some in frames)


def _frame(members: Mapping[str, Any]) -> str:
    return json.dumps(members, separators=(",", ":"))
