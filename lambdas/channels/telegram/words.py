"""What a person's message says.

Source: https://core.telegram.org/bots/api#message, https://core.telegram.org/bots/features#commands
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from lambdas.channels.telegram.fields import text
from lambdas.channels.telegram.keyboard import pressed
from lambdas.channels.telegram.kinds import SERVICE, THINGS
from lambdas.domain.cleaning import clean
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Chose, Content, Said, Unhandled, What

COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,32})?(?=\s|\Z)")
TO_A_BOT: Final = re.compile(r"\A@[A-Za-z0-9_]{1,29}bot\b[\s,:]*", re.IGNORECASE)
"""How people in a group speak to a bot; the names of bots end so."""


def content_of(message: Mapping[str, Any], *, locale: str, installation: Installation) -> Content | None:
    """What a message says, None where it says nothing; a caption is what is said with a picture.

    Raises TypeError or KeyError where the message is malformed.
    """
    private = message["chat"]["type"] == "private"
    for member in ("text", "caption"):
        if member in message:
            return _said(text(message[member]), private=private, locale=locale, installation=installation)
    for member, what in THINGS.items():
        if member in message:
            return Unhandled(what=what)
    if private and not SERVICE & message.keys():
        return Unhandled(what=What.OTHER)
    return None


def content_of_press(data: object, message: Mapping[str, Any], *, installation: Installation) -> Content:
    """What a pressed button says; raises as ``content_of``."""
    choice = pressed(text(data), message)
    if choice is None:
        return Unhandled(what=What.OTHER)
    wrong = _unfit(choice.value, installation) or _unfit(choice.label, installation)
    return wrong or Chose(value=choice.value, text=choice.label)


def _said(given: str, *, private: bool, locale: str, installation: Installation) -> Content:
    said = clean(given)
    command = COMMAND.match(said)
    name = command.group(1).lower() if command else ""
    heard = installation.commands.get(locale, {}).get(name)
    if heard is not None:
        return Chose(value=heard, text=f"/{name}")
    words = said if private else TO_A_BOT.sub("", said)
    return _unfit(words, installation) or Said(text=words)


def _unfit(words: str, installation: Installation) -> Unhandled | None:
    if not words:
        return Unhandled(what=What.EMPTY)
    return Unhandled(what=What.TOO_LONG) if len(words) > installation.text_limit else None
