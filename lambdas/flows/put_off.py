"""Lines that cannot go out now are tried again by an internal turn; no showing of a queue is spent on it."""

import logging
import math
from dataclasses import replace
from datetime import timedelta
from typing import Final

from lambdas.domain.conversation import Held
from lambdas.domain.errors import Retryable, Shut
from lambdas.domain.ids import EventId
from lambdas.domain.keys import turn_key
from lambdas.domain.turn import Kind, Notice, Noticed, Turn
from lambdas.flows.desk import Desk

log = logging.getLogger(__name__)

WAITS_S: Final = (2, 8, 30, 120, 480, 900)
LONGEST_DELAY_S: Final = 900
"""What a message can be delayed at most.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
"""

MOST_SPREAD_S: Final = 8
"""Those whom one messenger asked for patience come again within so long of each other."""

ATTEMPT: Final = "attempt"


def put_off(held: Held, failure: Retryable, *, moved: bool, desk: Desk) -> None:
    """Settle the turn as unsent, and queue the next try of its lines for later.

    moved: whether something went out. Nothing more is queued after ``desk.sending_s`` in which nothing did:
    then the lines wait for the next turn. Raises ``Retryable`` when the try cannot be queued: then the queue
    shows this turn again, or it is a dead letter.
    """
    desk.conversations.leave_unsent(held)
    attempt = attempt_of(held.turn) + 1
    following = _following(held.turn, attempt, moved=moved, desk=desk)
    after_s = delay_s(attempt, failure, desk.dice())
    told = {"event": held.turn.event, "attempt": attempt, "reason": str(failure)}
    if desk.clock.now() + timedelta(seconds=after_s) > following.at + timedelta(seconds=desk.sending_s):
        log.error("lines given up", extra=told)
        return
    try:
        desk.later.put(following, after_s=after_s)
    except Retryable as lost:
        raise Retryable(f"lines unsent; {lost}", again_s=failure.again_s) from lost
    log.warning("lines left unsent", extra={**told, "after_s": after_s})


def keep_for_next(held: Held, shut: Shut, *, desk: Desk) -> None:
    """Settle the turn as unsent; its lines go out with the person's next turn, and no try comes before.

    Raises ``Retryable``.
    """
    desk.conversations.leave_unsent(held)
    log.warning("window shut", extra={"event": held.turn.event, "reason": str(shut)})


def delay_s(attempt: int, failure: Retryable, dice: float) -> int:
    """How long to wait before a try, the first being 1: what the channel asks for, else longer each time."""
    own = WAITS_S[min(attempt, len(WAITS_S)) - 1] * (1 + dice / 4)
    asked = failure.again_s or 0.0
    spread = dice * min(attempt, MOST_SPREAD_S)
    # Whoever asks for no time at all would be tried without a pause.
    return math.ceil(min(LONGEST_DELAY_S, asked + spread if asked > 0 else own))


def is_try(turn: Turn) -> bool:
    """Whether a turn is there only to send what waits."""
    return isinstance(turn.content, Noticed) and turn.content.notice is Notice.SEND


def attempt_of(turn: Turn) -> int:
    """Which try a turn is; 0 where it is none."""
    return int(turn.content.details.get(ATTEMPT, "0")) if isinstance(turn.content, Noticed) else 0


def _following(turn: Turn, attempt: int, *, moved: bool, desk: Desk) -> Turn:
    """The turn that tries next; ``at`` is since when nothing has gone out."""
    first = attempt == 1
    chain = f"send:{turn_key(turn)}" if first else turn.event.rpartition(":")[0]
    return replace(
        turn,
        kind=Kind.INTERNAL,
        event=EventId(f"{chain}:{attempt}"),
        at=desk.clock.now() if first or moved else turn.at,
        content=Noticed(notice=Notice.SEND, details={ATTEMPT: str(attempt)}),
        connection=None,
    )
