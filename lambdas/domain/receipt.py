"""One showing of a queued turn."""

from dataclasses import dataclass
from datetime import datetime

from lambdas.domain.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A turn as the queue handed it to this invocation.

    handle: names this showing to the queue. received: how often it was shown, from 1.
    worker: names this invocation. deadline: when this invocation is cut off.
    """

    turn: Turn
    handle: str
    received: int
    worker: str
    deadline: datetime
