"""A reply, checked as docs/channels/webhook.md has it, and as the service shows it to a person."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dev.doubles.calls import Answer, CallRefused
from dev.doubles.shown import Button, Look, Shown

KINDS: Mapping[str, Look] = {
    "card": "card",
    "carousel": "carousel",
    "image": "image",
    "file": "file",
    "audio": "audio",
    "location": "location",
}
TYPES = ("reply", "typing")
BAD_REQUEST = 400


def read_reply(body: bytes) -> Mapping[str, Any]:
    """What is called; raises ``CallRefused``."""
    try:
        said = json.loads(body)
    except ValueError:
        raise unliked("the body is no JSON") from None
    if not isinstance(said, dict) or said.get("type") not in TYPES:
        raise unliked("type is neither reply nor typing")
    if not all(isinstance(said.get(name), str) for name in ("conversation", "user")):
        raise unliked("conversation and user are texts")
    return said


def shown_as(said: Mapping[str, Any]) -> Shown:
    """What the person sees; raises ``CallRefused``."""
    if said["type"] == "typing":
        return Shown(kind="typing")
    parts = said.get("parts")
    if not isinstance(parts, list) or not parts:
        raise unliked("a reply has parts")
    try:
        return _together([_part(part) for part in parts])
    except (KeyError, TypeError):
        raise unliked("a part is not as documented") from None


def unliked(why: str) -> CallRefused:
    """A call that the service does not take."""
    return CallRefused(Answer(status=BAD_REQUEST, body={"error": why}))


def _together(shown: Sequence[Shown]) -> Shown:
    """One message of several parts: the first that is no text gives it its look."""
    looks = [each for each in shown if each.kind != "text"] or list(shown)
    look = looks[0]
    return Shown(
        kind=look.kind,
        text="\n".join(each.text for each in shown if each.text),
        title=look.title,
        image=look.image,
        url=look.url,
        name=look.name,
        buttons=[button for each in shown for button in each.buttons],
        cards=look.cards,
    )


def _part(part: Mapping[str, Any]) -> Shown:
    kind = part["kind"]
    if kind in {"card", "carousel"}:
        return (
            _card(part) if kind == "card" else Shown(kind=kind, cards=[_card(each) for each in part["cards"]])
        )
    if kind == "login":
        way = [Button(label=part.get("label", "Sign in"), url=part["url"])] if part.get("url") else []
        return Shown(text=part["text"], buttons=way)
    if kind in KINDS:
        words = part.get("alt") or part.get("name") or ""
        return Shown(kind=KINDS[kind], text=words, url=part.get("url", ""), name=part.get("name", ""))
    return Shown(text=part.get("text", ""), buttons=_buttons(part.get("choices", ())))


def _card(card: Mapping[str, Any]) -> Shown:
    return Shown(
        kind="card",
        title=card["title"],
        text=card.get("subtitle") or "",
        image=card.get("image") or "",
        buttons=_buttons(card.get("buttons", ())),
    )


def _buttons(choices: Sequence[Mapping[str, str]]) -> Sequence[Button]:
    return [Button(label=choice["label"], told={"value": choice["value"]}) for choice in choices]
