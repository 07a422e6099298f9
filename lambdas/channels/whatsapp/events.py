"""What the messages to a number say.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.heard import chosen, commanded, said, thing
from lambdas.domain.ignored import Ignored
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, Unhandled, What
from lambdas.kit.fields import items, members, text

THINGS: Final[Mapping[str, What]] = {
    "image": What.PHOTO,
    "video": What.VIDEO,
    "audio": What.AUDIO,
    "document": What.FILE,
    "sticker": What.STICKER,
    "location": What.LOCATION,
    "contacts": What.CONTACT,
}
SILENT: Final = frozenset({"reaction", "system", "edit", "revoke"})
"""What says nothing to be answered: a reaction, news of a number, a message changed or taken back."""

CUT: Final = "…"
A_NAME: Final = re.compile(r"[a-z_]{1,40}")


def heard(message: Mapping[str, Any], *, locale: str, installation: Installation) -> Content | Ignored:
    """What one message says; a caption is what is said with a picture.

    Raises TypeError, KeyError or ValueError where it is malformed.
    """
    kind = text(message["type"])
    if "group_id" in message:
        return Ignored(kind="message:in_a_group")
    if kind in SILENT:
        return Ignored(kind=f"message:{kind}")
    if kind == "request_welcome":
        start = commanded("start", locale=locale, installation=installation)
        return start or Ignored(kind="message:request_welcome")
    told = message.get(kind)
    return _content(kind, told if isinstance(told, dict | list) else {}, locale, installation)


def _content(kind: str, told: Any, locale: str, installation: Installation) -> Content:  # noqa: ANN401 (any JSON)
    match kind:
        case "text":
            return said(text(told["body"]), locale=locale, installation=installation)
        case "button":
            label = text(told.get("text", ""))
            return _pressed(text(told.get("payload", label)), label, locale, installation)
        case "interactive":
            return _answered(told, locale, installation)
        case _ if kind in THINGS:
            words = text(told.get("caption", "")) if isinstance(told, dict) else ""
            return said(words, locale=locale, installation=installation) if words else _thing(kind, told)
        case _:
            # An order, a kind that the Cloud API does not hand on, or one that is newer than this.
            return Unhandled(what=What.OTHER)


def _answered(told: Mapping[str, Any], locale: str, installation: Installation) -> Content:
    """A pressed button, or a picked row of a list; what else can be answered was not asked by us."""
    kind = text(told["type"])
    if kind not in {"button_reply", "list_reply"}:
        return Unhandled(what=What.OTHER)
    reply = members(told[kind])
    label, more = text(reply["title"]), text(reply.get("description", ""))
    # A label that is too long for a row stands whole below it.
    return _pressed(text(reply["id"]), more if label.endswith(CUT) and more else label, locale, installation)


def _pressed(value: str, label: str, locale: str, installation: Installation) -> Content:
    command = (
        commanded(value[1:], locale=locale, installation=installation) if value.startswith("/") else None
    )
    return command or chosen(value, label, installation=installation)


def _thing(kind: str, told: Any) -> Unhandled:  # noqa: ANN401 (any JSON)
    if kind == "contacts":
        first = members(items(told)[0]) if told else {}
        name = members(first.get("name", {})).get("formatted_name", "")
    else:
        name = told.get("filename") or told.get("name") or ""
    what = What.VOICE if kind == "audio" and told.get("voice") is True else THINGS[kind]
    return thing(what, name if isinstance(name, str) else "")
