"""What a person sees of an activity.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from dev.doubles.shown import Button, Look, Shown
from dev.teams.documented import ADAPTIVE, HERO, THUMBNAIL

A_LINK = re.compile(r"(?s)\[((?:[^\]\\]|\\.)*)\]\(([^()\s]*)\)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def seen(activity: Mapping[str, Any]) -> Shown:
    """The activity on the screen."""
    if activity.get("type") == "typing":
        return Shown(kind="typing")
    cards = [_attached(each) for each in activity.get("attachments", ())]
    if len(cards) == 1:
        return cards[0]
    if cards:
        return Shown(kind="carousel", cards=cards)
    buttons = [
        Button(label=action["title"], told={"imBack": action["value"]})
        for action in activity.get("suggestedActions", {}).get("actions", ())
    ]
    return _words(activity.get("text", ""), activity.get("textFormat", "markdown"), buttons)


def unmarked(text: str) -> str:
    """Markdown as it is read; every other markup but escapes stays to be seen."""
    return ESCAPED.sub(r"\1", text)


def _words(text: str, written: str, buttons: Sequence[Button]) -> Shown:
    if written == "plain":
        return Shown(text=text, buttons=buttons)
    link = A_LINK.fullmatch(text)
    if link is None:
        return Shown(text=unmarked(text), buttons=buttons)
    label = unmarked(link[1])
    return Shown(text=label, url=link[2], buttons=[*buttons, Button(label=label, url=link[2])])


def _attached(given: Mapping[str, Any]) -> Shown:
    kind = given["contentType"]
    if kind in {HERO, THUMBNAIL}:
        return _hero(given["content"])
    if kind == ADAPTIVE:
        return _adaptive(given["content"])
    look: Look = "image" if kind.startswith("image/") else "file"
    return Shown(kind=look, url=given["contentUrl"], name=given.get("name", ""))


def _adaptive(card: Mapping[str, Any]) -> Shown:
    body = card.get("body", ())
    blocks = [each for each in body if each["type"] == "TextBlock"]
    image = next((each["url"] for each in body if each["type"] == "Image"), "")
    alt = next((each.get("altText", "") for each in body if each["type"] == "Image"), "")
    heading = [unmarked(each["text"]) for each in blocks if each.get("weight") == "Bolder"]
    words = [unmarked(each["text"]) for each in blocks if each.get("weight") != "Bolder"]
    return Shown(
        kind="image" if image and not blocks else "card",
        title="\n".join(heading),
        text="\n".join(words) or ("" if heading else alt),
        image=image,
        buttons=[_action(each) for each in _actions(card)],
    )


def _actions(card: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for each in card.get("body", ()):
        yield from each["actions"] if each["type"] == "ActionSet" else ()
    yield from card.get("actions", ())


def _action(given: Mapping[str, Any]) -> Button:
    """What is pressed; one that submits data alone is told without words.

    Source: https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
    """
    label = given.get("title", "")
    if given["type"] == "Action.OpenUrl":
        return Button(label=label, url=given["url"])
    data = given.get("data", {})
    back = data.get("msteams") if isinstance(data, dict) else None
    return Button(label=label, told={"messageBack": back or {"text": "", "value": data}})


def _hero(card: Mapping[str, Any]) -> Shown:
    image = next((each["url"] for each in card.get("images", ())), "")
    buttons = [
        Button(label=each["title"], url=each["value"])
        if each["type"] == "openUrl"
        else Button(label=each["title"], told={"messageBack": each})
        for each in card.get("buttons", ())
    ]
    return Shown(
        kind="card",
        title=card.get("title", ""),
        text=unescape(card.get("text", card.get("subtitle", "")).replace("<br>", "\n")),
        image=image,
        buttons=buttons,
    )
