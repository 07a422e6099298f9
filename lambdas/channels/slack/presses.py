"""Pressed buttons.

Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Mapping
from typing import Any, Final

from lambdas.channels.slack.buttons import LABEL_STANDS, is_choice
from lambdas.channels.slack.events import is_direct
from lambdas.channels.slack.fields import id_of, name_of, ts_of
from lambdas.channels.slack.heard import Ignored, Spoken
from lambdas.channels.slack.place import Place
from lambdas.channels.slack.pressed import remembered
from lambdas.domain.heard import called, chosen
from lambdas.domain.ids import EventId, UserId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content
from lambdas.kit.fields import members, text

DIRECT: Final = "directmessage"


def heard_of_payload(payload: Mapping[str, Any], *, installation: Installation) -> Spoken | Ignored:
    """What a pressed button says; raises TypeError, ValueError, KeyError or IndexError for what is none."""
    kind = name_of(payload["type"])
    if kind != "block_actions":
        return Ignored(kind=kind)
    action = members(payload["actions"][0])
    # A button that leads somewhere tells of its press, too.
    if action.get("type") != "button" or not is_choice(text(action["action_id"])) or "channel" not in payload:
        return Ignored(kind="block_actions:not_ours")
    user, message = members(payload["user"]), members(payload.get("message") or {})
    person, ts = id_of(user["id"]), ts_of(members(payload["container"])["message_ts"])
    place = _place(members(payload["channel"]), message, ts, person)
    return Spoken(
        event=EventId(f"{id_of(payload['channel']['id'])}/{ts}/{ts_of(action['action_ts'])}/{person}"),
        place=place,
        user=UserId(person),
        speaker=called(text(user.get("name") or user.get("username") or "")),
        content=_content(action, installation),
        press=remembered(message, ts=ts),
    )


def _place(channel: Mapping[str, Any], message: Mapping[str, Any], ts: str, person: str) -> Place:
    id_, thread = id_of(channel["id"]), message.get("thread_ts")
    private = is_direct(id_) or channel.get("name") == DIRECT
    root = ts_of(thread) if thread else "" if private else ts
    return Place(channel=id_, person=person if private else "", thread=root)


def _content(action: Mapping[str, Any], installation: Installation) -> Content:
    label, value = text(members(action["text"])["text"]), text(action.get("value") or "")
    stands = action["action_id"].startswith(LABEL_STANDS)
    return chosen(value, value if stands else label, installation=installation)
