"""Send what was persisted, and mark it."""

import logging
from collections.abc import Sequence

from lambdas.domain.conversation import Held, Line
from lambdas.domain.errors import Retryable, Unreachable
from lambdas.domain.ports import Conversations, Outbound

log = logging.getLogger(__name__)


def send(
    held: Held, lines: Sequence[Line], *, last: bool, outbound: Outbound, conversations: Conversations
) -> None:
    """Send the unmarked lines in order and mark them in one write.

    last: the queue will not show this turn again, so what cannot go out now waits for the next turn.
    Raises ``Retryable`` when the rest of the lines should be tried again.
    """
    if not lines:
        return
    try:
        outbound.deliver(held.turn.address, lines)
    except Unreachable as reason:
        log.warning("address unreachable", extra={"event": held.turn.event, "reason": str(reason)})
    except Retryable as failure:
        _mark(held, lines[: failure.sent], settled=False, conversations=conversations)
        if not last:
            raise
        log.warning("lines left unsent", extra={"event": held.turn.event, "reason": str(failure)})
        conversations.leave_unsent(held)
        return
    _mark(held, lines, settled=True, conversations=conversations)


def _mark(held: Held, lines: Sequence[Line], *, settled: bool, conversations: Conversations) -> None:
    if not lines:
        return
    try:
        conversations.mark(held.turn, lines, settled=settled)
    except Retryable as failure:
        # They were seen already: to hand the turn back for a mark would show them twice for sure.
        log.warning("lines sent but not marked", extra={"event": held.turn.event, "reason": str(failure)})
