"""What the events of a page say.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.heard import chosen, commanded, said, thing
from lambdas.domain.ids import EventId, UserId
from lambdas.domain.ignored import Ignored
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, Unhandled, What
from lambdas.kit.fields import items, members, text, whole
from lambdas.kit.meta_webhook import identifier

THINGS: Final[Mapping[str, What]] = {
    "image": What.PHOTO,
    "video": What.VIDEO,
    "reel": What.VIDEO,
    "ig_reel": What.VIDEO,
    "audio": What.AUDIO,
    "file": What.FILE,
    "location": What.LOCATION,
    "sticker": What.STICKER,
}
"""What people attach; a shared link (``fallback``), a product or a post is none of these."""

ENVELOPE: Final = frozenset({"sender", "recipient", "timestamp"})
A_NAME: Final = re.compile(r"[a-z_]{1,40}")
START: Final = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody said. at_ms: when, in milliseconds since 1970, by Meta's clock."""

    user: UserId
    event: EventId
    at_ms: int
    content: Content


def heard(event: Mapping[str, Any], *, locale: str, installation: Installation) -> Spoken | Ignored:
    """What one event of ``messaging`` says.

    Raises TypeError, KeyError or ValueError where it is malformed.
    """
    sender = event.get("sender")
    if isinstance(sender, dict) and sender.get("id") == installation.account["page_id"]:
        # What the page itself said; to answer it would never end.
        return Ignored(kind="of_the_page")
    if "message" in event:
        return _message(event, members(event["message"]), locale, installation)
    if "postback" in event:
        return _postback(event, members(event["postback"]), locale, installation)
    if "referral" in event:
        # A link to the page that says from where: somebody who has written before came back.
        content = commanded(START, locale=locale, installation=installation)
        return _spoken(event, _made_up("referral", event), content) if content else Ignored(kind="referral")
    others = [name for name in event if name not in ENVELOPE]
    return Ignored(kind=others[0] if len(others) == 1 and A_NAME.fullmatch(others[0]) else "unknown")


def _message(
    event: Mapping[str, Any], message: Mapping[str, Any], locale: str, installation: Installation
) -> Spoken | Ignored:
    for name in ("is_echo", "is_deleted"):
        if message.get(name) is True:
            return Ignored(kind=f"message:{name}")
    content = _content(message, locale, installation)
    return _spoken(event, identifier(message["mid"]), content)


def _content(message: Mapping[str, Any], locale: str, installation: Installation) -> Content:
    words = text(message.get("text", ""))
    if "quick_reply" in message:
        payload = text(members(message["quick_reply"]).get("payload", ""))
        return _pressed(payload, words, locale, installation)
    if words:
        return said(words, locale=locale, installation=installation)
    attachments = items(message.get("attachments"))
    return _attached(members(attachments[0])) if attachments else Unhandled(what=What.OTHER)


def _attached(attachment: Mapping[str, Any]) -> Unhandled:
    kind, payload = attachment.get("type"), attachment.get("payload")
    inner = payload if isinstance(payload, dict) else {}
    if "sticker_id" in inner:
        return thing(What.STICKER)
    name = attachment.get("title") or inner.get("title") or ""
    return thing(THINGS.get(str(kind), What.OTHER), name if isinstance(name, str) else "")


def _postback(
    event: Mapping[str, Any], postback: Mapping[str, Any], locale: str, installation: Installation
) -> Spoken:
    # Before version 8 a postback had no id; the same press comes again with the same time.
    made = identifier(postback["mid"]) if "mid" in postback else _made_up("postback", event)
    payload, title = text(postback.get("payload", "")), text(postback.get("title", ""))
    return _spoken(event, made, _pressed(payload, title, locale, installation))


def _pressed(payload: str, label: str, locale: str, installation: Installation) -> Content:
    """What a button says: a command, as in the menu and on Get Started, or a choice of the bot's."""
    if payload.startswith("/"):
        command = commanded(payload[1:], locale=locale, installation=installation)
        if command is not None:
            return command
    return chosen(payload, label, installation=installation)


def _spoken(event: Mapping[str, Any], made: str, content: Content) -> Spoken:
    user = identifier(members(event["sender"])["id"])
    return Spoken(user=UserId(user), event=EventId(made), at_ms=whole(event["timestamp"]), content=content)


def _made_up(kind: str, event: Mapping[str, Any]) -> str:
    """An id for an event that has none: one person does one thing of a kind at a time."""
    return f"{kind}/{identifier(members(event['sender'])['id'])}/{whole(event['timestamp'])}"
