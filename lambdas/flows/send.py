"""Send what was persisted, and mark it."""

import logging
from collections.abc import Sequence

from lambdas.domain.conversation import Held, Line
from lambdas.domain.errors import Retryable, Unreachable
from lambdas.domain.ports import Conversations, Outbound
from lambdas.flows.desk import Desk
from lambdas.flows.put_off import put_off

log = logging.getLogger(__name__)


def send(held: Held, lines: Sequence[Line], *, last: bool, outbound: Outbound, desk: Desk) -> None:
    """Send the unmarked lines in order and mark them in one write; the rest is tried again later.

    last: the queue will hardly show this turn again. Raises ``Retryable`` when it should be, since the rest
    could not be put off.
    """
    if not lines:
        return
    try:
        outbound.deliver(held.turn.address, lines)
    except Unreachable as reason:
        log.warning("address unreachable", extra={"event": held.turn.event, "reason": str(reason)})
    except Retryable as failure:
        _mark(held, lines[: failure.sent], settled=False, conversations=desk.conversations)
        put_off(held, failure, last=last, desk=desk)
        return
    _mark(held, lines, settled=True, conversations=desk.conversations)


def _mark(held: Held, lines: Sequence[Line], *, settled: bool, conversations: Conversations) -> None:
    if not lines:
        return
    try:
        conversations.mark(held.turn, lines, settled=settled)
    except Retryable as failure:
        # They were seen already: to hand the turn back for a mark would show them twice for sure.
        log.warning("lines sent but not marked", extra={"event": held.turn.event, "reason": str(failure)})
