"""Send what was persisted, and mark it."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from lambdas.domain.conversation import NOT_BEGUN, Begun, Held, Line
from lambdas.domain.errors import Retryable, Shut, Unreachable
from lambdas.domain.ports import Outbound
from lambdas.flows.desk import Desk
from lambdas.flows.put_off import keep_for_next, put_off
from lambdas.flows.show_links import with_links

log = logging.getLogger(__name__)

SENDING: Final = timedelta(seconds=3)
"""A worker that has less time sends no further message: cut off in it, it would have shown it for nothing."""

MARKING: Final = timedelta(seconds=7)
"""What a write may take at worst; a worker that is cut off in it would send everything again."""


def send(held: Held, lines: Sequence[Line], *, outbound: Outbound, desk: Desk) -> None:
    """Send the unmarked lines in order and mark them in one write; the rest is tried again later.

    Raises ``Retryable`` when the queue should show this turn again, since the rest could not be put off.
    """
    if not lines:
        return
    marks = Marks(held, lines, desk)
    try:
        outbound.deliver(held.turn.address, _with_ways(held, lines, desk), seen=marks.note)
    except Unreachable as reason:
        log.warning("address unreachable", extra={"event": held.turn.event, "reason": str(reason)})
    except Shut as shut:
        keep_for_next(held, shut, desk=desk)
        return
    except Retryable as failure:
        put_off(held, failure, moved=marks.moved, desk=desk)
        return
    _mark(held, lines, settled=True, desk=desk)


def _with_ways(held: Held, lines: Sequence[Line], desk: Desk) -> Sequence[Line]:
    return with_links(lines, links=desk.links, locale=held.turn.locale, now=desk.clock.now())


class Marks:
    """Writes down how far a person sees the lines of one delivery, each time further than before.

    moved: whether anything was; without a mark the same would go out again, and again.
    """

    def __init__(self, held: Held, lines: Sequence[Line], desk: Desk) -> None:
        self._held, self._lines, self._desk = held, lines, desk
        self._marked = 0
        self.moved = False

    def note(self, whole: int, begun: Begun) -> None:
        """See ``Seen``."""
        lines = self._lines[self._marked : whole]
        started = replace(self._lines[whole], begun=begun) if begun != NOT_BEGUN else None
        if _mark(self._held, lines, settled=False, begun=started, desk=self._desk):
            self._marked, self.moved = whole, True
        if self._held.lease.until - self._desk.clock.now() < SENDING:
            raise Retryable("no time for the rest")


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
