"""What the Send API takes as a message, and what the person sees of it.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dev.doubles.shown import Button, Look, Shown
from dev.meta.errors import invalid
from dev.meta.members import listed, members, only, text, url

ACTIONS: Final = frozenset({"typing_on", "typing_off", "mark_seen"})
KINDS: Final[Mapping[str, Look]] = {"image": "image", "audio": "audio", "video": "file", "file": "file"}
WHOSE: Final = {"user_phone_number": "(their number)", "user_email": "(their address)"}
TITLE, LINE, PAYLOAD, TEXT, ABOVE = 20, 80, 1000, 2000, 640


def seen(given: Mapping[str, Any]) -> Shown:
    """What the person sees of one call; raises ``CallRefused``."""
    only(given, needs="recipient", may="message sender_action messaging_type tag notification_type", at="")
    if "sender_action" in given:
        if given["sender_action"] not in ACTIONS or "message" in given:
            raise invalid("Param sender_action must be one of typing_on, typing_off, mark_seen.")
        return Shown(kind="typing", text=given["sender_action"])
    if given.get("messaging_type") not in {"RESPONSE", "UPDATE", "MESSAGE_TAG"}:
        raise invalid("The parameter messaging_type is required.")
    message = members(given.get("message"), at="message")
    only(message, may="text attachment quick_replies metadata", at="message.")
    if ("text" in message) == ("attachment" in message):
        raise invalid("Must provide exactly one of text, attachment.")
    replies = [
        _reply(each)
        for each in listed(message.get("quick_replies", []), least=0, most=13, at="quick_replies")
    ]
    if "text" in message:
        return Shown(text=text(message["text"], most=TEXT, at="message[text]"), buttons=replies)
    return _attached(members(message["attachment"], at="message[attachment]"), replies)


def _reply(given: object) -> Button:
    reply = members(given, at="quick_replies")
    only(reply, needs="content_type", may="title payload image_url", at="quick_replies.")
    if reply["content_type"] in WHOSE:
        # What the person's own account knows stands on the button.
        return Button(label=WHOSE[reply["content_type"]], told={"quick_reply": ""})
    if reply["content_type"] != "text":
        raise invalid("Param content_type must be text, user_phone_number or user_email.")
    title = text(reply.get("title"), most=TITLE, at="quick_replies[title]")
    payload = text(reply.get("payload"), most=PAYLOAD, at="quick_replies[payload]")
    return Button(label=title, told={"quick_reply": payload})


def _attached(attachment: Mapping[str, Any], replies: Sequence[Button]) -> Shown:
    only(attachment, needs="type payload", at="attachment.")
    payload = members(attachment["payload"], at="attachment[payload]")
    if attachment["type"] == "template":
        return _template(payload, replies)
    if attachment["type"] not in KINDS:
        raise invalid("Param attachment[type] is not valid.")
    only(payload, may="url is_reusable attachment_id", at="payload.")
    where = url(payload.get("url"), at="payload[url]")
    return Shown(kind=KINDS[attachment["type"]], url=where, buttons=replies)


def _template(payload: Mapping[str, Any], replies: Sequence[Button]) -> Shown:
    if payload.get("template_type") == "button":
        only(payload, needs="template_type text buttons", may="sharable", at="payload.")
        buttons = [_button(each) for each in listed(payload["buttons"], most=3, at="buttons")]
        words = text(payload["text"], most=ABOVE, at="payload[text]")
        return Shown(kind="card", text=words, buttons=[*buttons, *replies])
    if payload.get("template_type") != "generic":
        raise invalid("Param template_type is not valid.")
    only(payload, needs="template_type elements", may="image_aspect_ratio sharable", at="payload.")
    cards = [_element(each) for each in listed(payload["elements"], most=10, at="elements")]
    if len(cards) > 1:
        return Shown(kind="carousel", cards=cards, buttons=replies)
    (card,) = cards
    return Shown(
        kind="card",
        title=card.title,
        text=card.text,
        image=card.image,
        buttons=[*card.buttons, *replies],
    )


def _element(given: object) -> Shown:
    element = members(given, at="elements")
    only(element, needs="title", may="subtitle image_url default_action buttons", at="elements.")
    if element.keys() == {"title"}:
        raise invalid("Elements need a subtitle, an image, an action or buttons besides the title.")
    buttons = listed(element.get("buttons", []), least=0, most=3, at="buttons")
    subtitle = element.get("subtitle")
    return Shown(
        kind="card",
        title=text(element["title"], most=LINE, at="elements[title]"),
        text=text(subtitle, most=LINE, at="elements[subtitle]") if subtitle is not None else "",
        image=url(element["image_url"], at="image_url") if "image_url" in element else "",
        buttons=[_button(each) for each in buttons],
    )


def _button(given: object) -> Button:
    button = members(given, at="buttons")
    title = text(button.get("title"), most=TITLE, at="buttons[title]")
    if button.get("type") == "web_url":
        only(button, needs="type title url", may="webview_height_ratio", at="buttons.")
        return Button(label=title, url=url(button["url"], at="buttons[url]"))
    if button.get("type") == "phone_number":
        only(button, needs="type title payload", at="buttons.")
        return Button(label=title, url=f"tel:{text(button['payload'], most=PAYLOAD, at='buttons[payload]')}")
    if button.get("type") != "postback":
        raise invalid("Param buttons[type] is not valid.")
    only(button, needs="type title payload", at="buttons.")
    return Button(
        label=title, told={"postback": text(button["payload"], most=PAYLOAD, at="buttons[payload]")}
    )
