"""What somebody said to the bot in Slack, or why nothing of a delivery is for it."""

from dataclasses import dataclass

from lambdas.channels.slack.place import Place
from lambdas.domain.ids import ConnectionId, EventId, UserId
from lambdas.domain.turn import Content, Where


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
