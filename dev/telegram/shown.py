"""What a person sees of a message of Telegram's, in the form that all doubles share."""

from collections.abc import Mapping
from typing import Any

from dev.doubles.shown import Button, Look, Shown
from dev.telegram.keyboard import buttons
from dev.telegram.ways import PLAIN, SIGNED

FILES: Mapping[str, Look] = {"document": "file", "audio": "audio", "voice": "audio", "photo": "image"}


def shown(call: Mapping[str, Any]) -> Shown | None:
    """What a call of the bot shows; nothing where it was refused, or shows nothing."""
    message = call.get("message")
    if message is None:
        return Shown(kind="typing") if call["method"] == "sendChatAction" and "refused" not in call else None
    below = [_button(each) for each in buttons(message)]
    words = message.get("text") or message.get("caption", "")
    for member, look in FILES.items():
        if member in message:
            return _file(call, member, look, words, below)
    if "location" in message:
        return Shown(kind="location", name=_place(message), buttons=below)
    return Shown(text=words, buttons=below)


def _file(call: Mapping[str, Any], member: str, look: Look, words: str, below: list[Button]) -> Shown:
    address = str(call["given"].get(member, ""))
    if look == "image":
        return Shown(kind="card" if below else look, text=words, image=address, buttons=below)
    about = call["message"][member]
    name = str(about.get("file_name") or about.get("title") or address.rpartition("/")[2])
    return Shown(kind=look, text=words, url=address, name=name, buttons=below)


def _place(message: Mapping[str, Any]) -> str:
    place = message["location"]
    where = f"{place['latitude']}, {place['longitude']}"
    return f"{message['venue']['title']}: {where}" if "venue" in message else where


def _button(button: Mapping[str, Any]) -> Button:
    url = button.get(PLAIN) or button.get(SIGNED, {}).get("url", "")
    return Button(label=button["text"], url=str(url))
