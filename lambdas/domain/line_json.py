"""A line as a JSON object, the same on the wire to the page and in the lines' rows.

``{"seq":12,"who":"person","id":"<event>","text":"London","at":"2026-11-22T01:30:00.000Z"}`` or
``{"seq":13,"who":"bot","in_reply_to":"<event>","parts":[…],"at":…}``. The owner stays with us.
"""

import json
from collections.abc import Mapping
from typing import Any

from lambdas.domain.conversation import Line, Who
from lambdas.domain.errors import Refused
from lambdas.domain.ids import EventId, OwnerId
from lambdas.domain.moment import moment, stamp
from lambdas.domain.part_json import decode_part, encode_part


def encode_line(line: Line) -> dict[str, Any]:
    """A line as the page sees it: everything but its owner."""
    said: dict[str, Any]
    if line.who is Who.PERSON:
        said = {"id": line.event, "text": line.text}
    else:
        said = {"in_reply_to": line.event, "parts": [encode_part(part) for part in line.parts]}
    return {"seq": line.seq, "who": str(line.who), **said, "at": stamp(line.at)}


def decode_line(given: Mapping[str, Any], *, owner: OwnerId) -> Line:
    """The line of a JSON object; raises ``Refused`` when it is none of ours."""
    try:
        person = Who(given["who"]) is Who.PERSON
        return Line(
            seq=int(given["seq"]),
            who=Who(given["who"]),
            owner=owner,
            event=EventId(given["id"] if person else given["in_reply_to"]),
            at=moment(given["at"]),
            text=given["text"] if person else "",
            parts=() if person else tuple(decode_part(part) for part in given["parts"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("malformed line", code="bad_line") from error


def line_text(line: Line) -> str:
    """A line as one row of ASCII JSON, so that its length is its bytes."""
    return json.dumps(encode_line(line), separators=(",", ":"))
