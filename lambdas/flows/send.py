"""Send what was persisted, and mark it."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from lambdas.domain.conversation import Held, Line
from lambdas.domain.errors import Retryable, Shut, Unreachable
from lambdas.domain.ports import Outbound, Seen
from lambdas.flows.desk import Desk
from lambdas.flows.put_off import keep_for_next, put_off
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
        outbound.deliver(held.turn.address, shown, seen=_marking(held, lines, desk))
    except Unreachable as reason:
        log.warning("address unreachable", extra={"event": held.turn.event, "reason": str(reason)})
    except Shut as shut:
        keep_for_next(held, shut, desk=desk)
        return
    except Retryable as failure:
        put_off(held, failure, desk=desk)
        return
    _mark(held, lines, settled=True, desk=desk)


def _marking(held: Held, lines: Sequence[Line], desk: Desk) -> Seen:
    """Writes down how far a person sees the lines, each time further than before."""
    marked = 0

    def seen(whole: int, messages: int) -> None:
        nonlocal marked
        begun = replace(lines[whole], begun=messages) if messages else None
        if _mark(held, lines[marked:whole], settled=False, begun=begun, desk=desk):
            marked = whole

    return seen


def _mark(held: Held, lines: Sequence[Line], *, settled: bool, desk: Desk, begun: Line | None = None) -> bool:
    """Mark lines; whether that is written. It never raises."""

    def mark() -> None:
        desk.conversations.mark(held.turn, lines, settled=settled, begun=begun)

    try:
        try:
            mark()
        except Retryable:
            if held.lease.until - desk.clock.now() < MARKING:
                raise
            mark()
    except Retryable as failure:
        # They were seen already: to hand the turn back for a mark would show them twice for sure.
        log.warning("lines sent but not marked", extra={"event": held.turn.event, "reason": str(failure)})
        return False
    return True
