"""What a person's words are to a bot: a command, a message, a choice, or nothing that can be taken."""

import re
from typing import Final

from lambdas.domain.cleaning import clean, name_line
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Chose, Content, Said, Unhandled, What

COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?=\s|\Z)")
LONGEST_NAME: Final = 64


def said(words: str, *, locale: str, installation: Installation) -> Content:
    """Words as they came: cleaned; a command that the bot knows, such as ``/help``, is what it stands for."""
    text = clean(words)
    command = COMMAND.match(text)
    known = commanded(command.group(1), locale=locale, installation=installation) if command else None
    return known or _unfit(text, installation) or Said(text=text)


def chosen(value: str, label: str, *, installation: Installation) -> Content:
    """A choice as it came back: cleaned; where one of the two says nothing, the other stands for it."""
    picked, shown = clean(value), clean(label)
    picked, shown = picked or shown, shown or picked
    return _unfit(picked, installation) or _unfit(shown, installation) or Chose(value=picked, text=shown)


def commanded(name: str, *, locale: str, installation: Installation) -> Chose | None:
    """What the bot hears for a command, such as ``start``; None where it knows none of that name."""
    heard = installation.commands.get(locale, {}).get(name.lower())
    return None if heard is None else Chose(value=heard, text=f"/{name.lower()}")


def linked(payload: str, *, locale: str, installation: Installation) -> Chose | None:
    """What the bot hears for the payload of a link that opened the chat; None where it knows no ``start``.

    ``help`` is the command ``/help``; ``book-in_Kyoto`` is what ``/book`` stands for, then ``in Kyoto``; any
    other is ``/start``. What is shown of it in the conversation is ``/start`` and the payload.
    """
    name, _, more = payload.partition("-")
    start = commanded("start", locale=locale, installation=installation)
    found = commanded(name, locale=locale, installation=installation)
    if start is None or found is None:
        return start and Chose(value=start.value, text=f"{start.text} {payload}")
    words = clean(more.replace("_", " "))
    return Chose(value=f"{found.value} {words}" if words else found.value, text=f"{start.text} {payload}")


def called(name: str) -> str:
    """What somebody or something is called, as others may be shown it: one short line."""
    return name_line(name)[:LONGEST_NAME].rstrip()


def thing(what: What, name: str = "") -> Unhandled:
    """Something that is not words, and what it is called, as others may be shown it."""
    return Unhandled(what=what, name=called(name))


def _unfit(words: str, installation: Installation) -> Unhandled | None:
    if not words:
        return Unhandled(what=What.EMPTY)
    return Unhandled(what=What.TOO_LONG) if len(words) > installation.text_limit else None
