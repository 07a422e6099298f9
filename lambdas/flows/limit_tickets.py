"""The ceiling on tickets: so many for each network in a window."""

import logging
from dataclasses import dataclass

from lambdas.domain.errors import Retryable
from lambdas.domain.ports import DoorCounter

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLimit:
    """So many tickets for one network in each window of so many seconds."""

    counter: DoorCounter
    tickets: int
    window_s: int


def count_ticket(network: str | None, *, limit: TicketLimit) -> None:
    """Count one ticket for a network; one that is not known is not counted. Raises ``OverLimit``.

    Where the counter cannot be written the ticket is given all the same: it spares money, and a table that
    is down must not shut every page out. The route's own throttle and the ceilings on turns hold meanwhile.
    """
    if network is None:
        return
    try:
        limit.counter.count(network, tickets=limit.tickets, window_s=limit.window_s)
    except Retryable:
        log.exception("ticket not counted")
