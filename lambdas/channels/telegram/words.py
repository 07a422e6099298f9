"""What a person's message says.

Source: https://core.telegram.org/bots/api#message, https://core.telegram.org/bots/features#commands
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from lambdas.channels.telegram.keyboard import pressed
from lambdas.channels.telegram.kinds import NAMED, SERVICE, THINGS
from lambdas.domain.cleaning import clean
from lambdas.domain.heard import chosen, commanded, linked, said, thing
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, What
from lambdas.kit.fields import text

COMMAND: Final = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>[A-Za-z0-9_]{1,32}))?(?=\s|\Z)")
START: Final = re.compile(
    r"/start(?:@[A-Za-z0-9_]{1,32})?\s+(?P<payload>[A-Za-z0-9_-]{1,64})\Z", re.IGNORECASE
)
"""What a deep link makes a person send. Source: https://core.telegram.org/bots/features#deep-linking"""

ANY_BOT: Final = "[A-Za-z0-9_]{1,29}bot"
"""The names of bots end so."""


def content_of(
    message: Mapping[str, Any], *, locale: str, installation: Installation, bot: str = ""
) -> Content | None:
    """What a message says, None where it says nothing; a caption is what is said with a picture.

    bot: the bot's user name, or empty where it is not known. Raises TypeError or KeyError where the message
    is malformed.
    """
    private = message["chat"]["type"] == "private"
    words = words_of(message)
    if words is not None:
        return _said(words if private else to_whom(words, bot), locale=locale, installation=installation)
    for member, what in THINGS.items():
        if member in message:
            named = NAMED.get(member, "")
            return thing(what, text(message[member].get(named, "")) if named else "")
    if private and not SERVICE & message.keys():
        return thing(What.OTHER)
    return None


def words_of(message: Mapping[str, Any]) -> str | None:
    """The words of a message or below its picture, cleaned; raises TypeError."""
    for member in ("text", "caption"):
        if member in message:
            return clean(text(message[member]))
    return None


def to_whom(words: str, bot: str) -> str:
    """What is said in a group without the bot's name before or after it: how people there speak to a bot."""
    name = re.escape(bot) if bot else ANY_BOT
    rest = re.sub(rf"\A@{name}\b[\s,:]*", "", words, flags=re.IGNORECASE)
    return re.sub(rf"[\s,]+@{name}\Z", "", rest, flags=re.IGNORECASE) if bot else rest


def content_of_press(data: object, message: Mapping[str, Any], *, installation: Installation) -> Content:
    """What a pressed button says; raises as ``content_of``."""
    choice = pressed(text(data), message)
    if choice is None:
        return thing(What.OTHER)
    return chosen(choice.value, choice.label, installation=installation)


def _said(words: str, *, locale: str, installation: Installation) -> Content:
    start, command = START.match(words), COMMAND.match(words)
    known: Content | None = None
    if start is not None:
        known = linked(start["payload"], locale=locale, installation=installation)
    elif command is not None:
        known = commanded(command["name"], locale=locale, installation=installation)
    return known or said(words, locale=locale, installation=installation)
