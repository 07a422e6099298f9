"""A turn as the queue's body.

``{"v":1,"kind","installation","conversation","user","event","locale","at","content":{…},"connection"?,
"redriven"?,"private"?,"speaker"?,"via"?,"where"?}``: the last six only where they say something.
"""

import json
from typing import Any, Final

from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConnectionId, ConversationId, EventId, InstallationId, UserId
from lambdas.domain.moment import moment, stamp
from lambdas.domain.turn import (
    Address,
    Chose,
    Content,
    Kind,
    Left,
    Notice,
    Noticed,
    Said,
    Turn,
    Unhandled,
    What,
    Where,
)

VERSION: Final = 1


def encode_turn(turn: Turn) -> str:
    """The queue body of a turn: one line of ASCII JSON."""
    address = turn.address
    body = {
        "v": VERSION,
        "kind": turn.kind,
        "installation": address.installation,
        "conversation": address.conversation,
        "user": address.user,
        "event": turn.event,
        "locale": turn.locale,
        "at": stamp(turn.at),
        "content": encode_content(turn.content),
    }
    if turn.connection is not None:
        body["connection"] = turn.connection
    if turn.redriven:
        body["redriven"] = True
    if not turn.private:
        body["private"] = False
    if turn.speaker:
        body["speaker"] = turn.speaker
    if address.via:
        body["via"] = address.via
    if turn.where is not Where.ANY:
        body["where"] = turn.where
    return json.dumps(body, separators=(",", ":"))


def decode_turn(body: str) -> Turn:
    """The turn of a queue body; raises ``Refused`` when it is not one this version knows."""
    try:
        given: dict[str, Any] = json.loads(body)
        if given["v"] != VERSION:
            raise Refused("queue body of an unknown version", code="bad_body")
        return _turn(given)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("malformed queue body", code="bad_body") from error


def encode_content(content: Content) -> dict[str, Any]:
    """What was said, with its kind: ``{"kind": "text", "text": "London"}``."""
    match content:
        case Said(text=text):
            return {"kind": "text", "text": text}
        case Chose(value=value, text=text):
            return {"kind": "choice", "value": value, "text": text}
        case Unhandled(what=what, name=name):
            return {"kind": "unhandled", "what": str(what), **({"name": name} if name else {})}
        case Noticed(notice=notice, details=details):
            return {"kind": str(notice), "details": dict(details)}
        case Left():
            return {"kind": "left"}


def decode_content(given: dict[str, Any]) -> Content:
    """See ``encode_content``; raises ValueError or KeyError for anything else."""
    match given["kind"]:
        case "text":
            return Said(text=given["text"])
        case "choice":
            return Chose(value=given["value"], text=given["text"])
        case "unhandled":
            return Unhandled(what=What(given["what"]), name=str(given.get("name", "")))
        case "left":
            return Left()
        case notice:
            return Noticed(notice=Notice(notice), details=dict(given["details"]))


def _turn(given: dict[str, Any]) -> Turn:
    connection = given.get("connection")
    return Turn(
        kind=Kind(given["kind"]),
        address=Address(
            installation=InstallationId(given["installation"]),
            conversation=ConversationId(given["conversation"]),
            user=UserId(given["user"]),
            via=str(given.get("via", "")),
        ),
        event=EventId(given["event"]),
        locale=given["locale"],
        at=moment(given["at"]),
        content=decode_content(given["content"]),
        connection=None if connection is None else ConnectionId(connection),
        redriven=given.get("redriven") is True,
        # What says anything but yes is no private conversation.
        private=given.get("private", True) is True,
        speaker=str(given.get("speaker", "")),
        where=Where(given.get("where", Where.ANY)),
    )
