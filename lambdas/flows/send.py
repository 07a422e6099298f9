"""Send what was persisted, and mark it."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from lambdas.domain.conversation import Held, Line
from lambdas.domain.errors import Retryable, Unreachable
from lambdas.domain.ports import Outbound
from lambdas.flows.desk import Desk
from lambdas.flows.put_off import put_off
from lambdas.flows.show_links import with_links

log = logging.getLogger(__name__)

MARKING: Final = timedelta(seconds=7)
"""What a write may take at worst; a worker that is cut off in it would send everything again."""


def send(held: Held, lines: Sequence[Line], *, outbound: Outbound, desk: Desk) -> None:
    """Send the unmarked lines in order and mark them in one write; the rest is tried again later.

    Raises ``Retryable`` when the queue should show this turn again, since the rest could not be put off.
    """
    if not lines:
        return
    now, locale = desk.clock.now(), held.turn.locale
    try:
        shown = with_links(lines, links=desk.links, locale=locale, now=now)
        outbound.deliver(held.turn.address, shown)
    except Unreachable as reason:
        log.warning("address unreachable", extra={"event": held.turn.event, "reason": str(reason)})
    except Retryable as failure:
        _mark(held, lines[: failure.sent], settled=False, desk=desk)
        put_off(held, failure, desk=desk)
        return
    _mark(held, lines, settled=True, desk=desk)


def _mark(held: Held, lines: Sequence[Line], *, settled: bool, desk: Desk) -> None:
    if not lines:
        return
    try:
        try:
            desk.conversations.mark(held.turn, lines, settled=settled)
        except Retryable:
            if held.lease.until - desk.clock.now() < MARKING:
                raise
            desk.conversations.mark(held.turn, lines, settled=settled)
    except Retryable as failure:
        # They were seen already: to hand the turn back for a mark would show them twice for sure.
        log.warning("lines sent but not marked", extra={"event": held.turn.event, "reason": str(failure)})
