"""What the connector takes of an activity that a bot sends, and of the cards in it.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object,
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference;
of Adaptive Cards, Microsoft's JSON schema of version 1.5.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft6Validator

from dev.teams.errors import refusal

ADAPTIVE, HERO = "application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.card.hero"
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
LARGEST_BYTES = 100 * 1024
MOST_CARDS = 10
MOST_ACTIONS = 6
MOST_SUGGESTED = 3
MEMBERS = frozenset(
    [
        "attachmentLayout",
        "attachments",
        "callerId",
        "channelData",
        "channelId",
        "conversation",
        "deliveryMode",
        "entities",
        "expiration",
        "from",
        "historyDisclosed",
        "id",
        "importance",
        "inputHint",
        "listenFor",
        "localTimestamp",
        "localTimezone",
        "locale",
        "name",
        "recipient",
        "replyToId",
        "semanticAction",
        "serviceUrl",
        "speak",
        "suggestedActions",
        "summary",
        "text",
        "textFormat",
        "textHighlights",
        "timestamp",
        "type",
        "value",
        "valueType",
    ]
)
"""Of the activity object, those of a message; SDKs write what tells of its way, too."""

VERSIONS = frozenset({"1.0", "1.1", "1.2", "1.3", "1.4", "1.5"})
ACTIONS = frozenset({"openUrl", "messageBack", "imBack", "invoke", "signin"})


def check(activity: Mapping[str, Any], *, private: bool) -> None:
    """Raise ``CallRefused`` unless Teams takes this."""
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "replace")) > LARGEST_BYTES:
        raise refusal(413)
    _demand(activity.keys() <= MEMBERS, f"Unknown members {sorted(activity.keys() - MEMBERS)}")
    if activity.get("type") == "typing":
        return
    _demand(activity.get("type") == "message", "Unknown activity type")
    text, attachments = activity.get("text", ""), activity.get("attachments", [])
    _demand(isinstance(text, str) and isinstance(attachments, list), "Malformed text or attachments")
    _demand(bool(text.strip() or attachments), "Activity has neither text nor attachments")
    _demand(activity.get("textFormat", "markdown") in {"plain", "markdown", "xml"}, "Unknown textFormat")
    _demand(activity.get("attachmentLayout", "list") in {"list", "carousel"}, "Unknown attachmentLayout")
    _demand(len(attachments) <= MOST_CARDS, "Too many attachments")
    for attachment in attachments:
        _check_attachment(attachment)
    if "suggestedActions" in activity:
        _check_suggested(activity["suggestedActions"], private=private)


def _check_attachment(given: object) -> None:
    attachment = _object(given, "Malformed attachment")
    content = attachment.get("content")
    match attachment.get("contentType"):
        case documented if documented == ADAPTIVE:
            _check_adaptive(content)
        case documented if documented in {HERO, THUMBNAIL}:
            _check_hero(content)
        case _:
            _demand(isinstance(attachment.get("contentUrl"), str), "Unknown attachment without contentUrl")


def _check_adaptive(given: object) -> None:
    card = _object(given, "Malformed Adaptive Card")
    wrong = next(_schema().iter_errors(card), None)
    _demand(wrong is None, f"Adaptive Card: {wrong.message[:200] if wrong else ''}")
    _demand(card.get("version") in VERSIONS, "Adaptive Card of a version that Teams does not know")
    sets = [each for each in card.get("body", []) if each.get("type") == "ActionSet"]
    for actions in (card.get("actions", []), *(each["actions"] for each in sets)):
        _demand(len(actions) <= MOST_ACTIONS, "Adaptive Card with more actions than are shown")
        for action in actions:
            _check_address(action.get("url"))
    for each in card.get("body", []):
        if each.get("type") == "Image":
            _check_address(each["url"])


def _check_hero(given: object) -> None:
    card = _object(given, "Malformed hero card")
    _demand(
        card.keys() <= {"title", "subtitle", "text", "images", "buttons", "tap"},
        "Unknown members of a hero card",
    )
    _demand(len(card.get("buttons", [])) <= MOST_ACTIONS, "Hero card with more buttons than are shown")
    for button in card.get("buttons", []):
        _demand(button.get("type") in ACTIONS and bool(button.get("title")), "Malformed button")
    for image in card.get("images", []):
        _check_address(image.get("url"))


def _check_suggested(given: object, *, private: bool) -> None:
    suggested = _object(given, "Malformed suggestedActions")
    _demand(isinstance(suggested.get("actions"), list), "Malformed suggestedActions")
    _demand(private, "suggestedActions are for personal chats")
    _demand(len(suggested["actions"]) <= MOST_SUGGESTED, "More suggestedActions than are shown")
    for action in suggested["actions"]:
        fits = action.get("type") == "imBack" and isinstance(action.get("value"), str) and action.get("title")
        _demand(bool(fits), "Malformed suggested action")


def _check_address(url: object) -> None:
    if url is None:
        return
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        parts = None
    _demand(
        parts is not None and parts.scheme in {"http", "https"} and bool(parts.netloc), "Malformed address"
    )


def _object(given: object, otherwise: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise refusal(400, message=otherwise)
    return given


def _demand(fits: bool, otherwise: str) -> None:  # noqa: FBT001 - what is demanded
    if not fits:
        raise refusal(400, message=otherwise)


@cache
def _schema() -> Draft6Validator:
    text = files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text("utf-8")
    schema = json.loads(text)
    # The validator would otherwise ask the network for what the schema calls itself.
    schema.pop("id", None)
    return Draft6Validator(schema)
