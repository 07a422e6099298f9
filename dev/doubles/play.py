"""What people do with a messenger, as the deliveries that it makes of it; each double fills the port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dev.doubles.chats import Chat, Done, Person
from dev.doubles.courier import Letter
from dev.doubles.shown import Button

KINDS = ("photo", "voice", "file", "location", "sticker", "contact", "video", "audio", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who does something and where.

    how: what else was asked for: ``{"mention": true}`` names the bot, ``{"thread": "…"}`` answers a message.
    """

    person: Person
    chat: Chat
    how: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How people speak to the bot in a group; without any of it the bot hears whatever is said there.

    named: they name it. answers: who answers a message of its need not name it. threads: what answers a
    message stays with it in a thread, and so does the bot. command: an example of one that it hears.
    """

    named: bool = False
    answers: bool = False
    threads: bool = False
    command: str = ""


class Play(Protocol):
    """The people of one messenger. Raises ``NotThereError`` for what nobody can do there."""

    kinds: Sequence[str]
    """Which of ``KINDS`` can be sent; a double may have more of its own."""

    manners: Manners
    """How people speak to the bot in a group, where there are any."""

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """Somebody writes; in a group the bot is mentioned where the messenger needs that."""
        ...

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """Somebody presses a button that a call has shown."""
        ...

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """Somebody sends something that is no text."""
        ...
