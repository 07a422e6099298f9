"""What somebody said to the bot in Slack, or why nothing of a delivery is for it."""

import re
from dataclasses import dataclass
from typing import Final

from lambdas.channels.slack.place import Place
from lambdas.domain.cleaning import clean
from lambdas.domain.ids import ConnectionId, EventId, UserId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Chose, Content, Said, Unhandled, What, Where

COMMAND: Final = re.compile(r"/([A-Za-z0-9_-]{1,32})(?=\s|\Z)")
LONGEST_SPEAKER: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody said somewhere; press: the message with the pressed button, to be marked.

    where, speaker: as in ``Turn``.
    """

    event: EventId
    place: Place
    user: UserId
    content: Content
    speaker: str = ""
    where: Where = Where.ANY
    press: ConnectionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A delivery that gives no turn, and why; alarming: an operator should hear of it."""

    kind: str
    alarming: bool = False


def content_of(words: str, *, installation: Installation) -> Content:
    """What words say: a command typed out, or just words, if any and not too many."""
    cleaned = clean(words)
    command = COMMAND.match(cleaned)
    heard = command_content(command.group(1).lower(), installation=installation) if command else None
    return heard or unfit(cleaned, installation=installation) or Said(text=cleaned)


def command_content(name: str, *, installation: Installation) -> Content | None:
    """What a command of the bot stands for, by its name; None where it has no such command."""
    heard = installation.commands.get(installation.locales[0], {}).get(name)
    return None if heard is None else Chose(value=heard, text=f"/{name}")


def unfit(words: str, *, installation: Installation) -> Unhandled | None:
    """Why words cannot be taken, if they cannot."""
    if not words:
        return Unhandled(what=What.EMPTY)
    return Unhandled(what=What.TOO_LONG) if len(words) > installation.text_limit else None
