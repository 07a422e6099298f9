"""Reply parts as JSON objects, the same on the wire to the page and in the lines' rows.

``{"kind": "text", "text": "Which city?"}``; members that are None or empty by default are left out.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from lambdas.domain import reply
from lambdas.domain.errors import Refused

KINDS: Final[Mapping[str, type[reply.Part]]] = {
    "text": reply.Text,
    "choices": reply.Choices,
    "card": reply.Card,
    "carousel": reply.Carousel,
    "image": reply.Image,
    "file": reply.File,
    "audio": reply.Audio,
    "location": reply.Location,
    "login": reply.Login,
    "typing": reply.Typing,
}
NAMES: Final[Mapping[type, str]] = {kind: name for name, kind in KINDS.items()}
CHOICE_LISTS: Final = ("choices", "buttons")
CARDS: Final = "cards"


def encode_part(part: reply.Part) -> dict[str, Any]:
    """A part as a JSON object with its ``kind``."""
    return {"kind": NAMES[type(part)]} | _members(part)


def decode_part(given: Mapping[str, Any]) -> reply.Part:
    """A part from its JSON object; raises ``Refused`` when it is none of ours."""
    members = dict(given)
    called = members.pop("kind", "")
    kind = KINDS.get(called) if isinstance(called, str) else None
    if kind is None:
        raise Refused("unknown kind of part", code="bad_part")
    try:
        return _made(kind, members)
    except TypeError as error:
        raise Refused(f"malformed {NAMES[kind]} part", code="bad_part") from error


def _made(kind: type[reply.Part], members: dict[str, Any]) -> reply.Part:
    """A part of its members; raises TypeError."""
    for name in CHOICE_LISTS:
        if name in members:
            members[name] = tuple(reply.Choice(**choice) for choice in members[name])
    if CARDS in members:
        members[CARDS] = tuple(_made(reply.Card, dict(card)) for card in members[CARDS])
    return kind(**members)


def _members(value: object) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError("not a part")
    usual = {member.name: member.default for member in fields(value)}
    given = {name: getattr(value, name) for name in usual}
    for name in CHOICE_LISTS:
        if name in given:
            given[name] = [{"label": choice.label, "value": choice.value} for choice in given[name]]
    if CARDS in given:
        given[CARDS] = [_members(card) for card in given[CARDS]]
    return {name: member for name, member in given.items() if member is not None and member != usual[name]}
