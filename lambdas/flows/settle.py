"""Settle one showing of a queued turn: answer it, send what is to be sent, or hand it back.

Whatever fails before the answer is persisted is tried again by the queue; whatever was persisted is never
thought again, only sent, and what cannot be sent now is tried later without the queue's counting it.
"""

import logging
import math
from typing import Final

from lambdas.domain.conversation import Held, Lease
from lambdas.domain.errors import Retryable
from lambdas.domain.receipt import Receipt
from lambdas.flows.answer import answer
from lambdas.flows.desk import Desk
from lambdas.flows.send import send

log = logging.getLogger(__name__)

LONGEST_WAIT_S: Final = 15


def settle(receipt: Receipt, *, desk: Desk) -> bool:
    """Answer the turn of one receipt; return whether the queue may forget it."""
    turn = receipt.turn
    served = desk.served[turn.address.installation]
    lease = Lease(worker=receipt.worker, until=receipt.deadline)
    held = Held(turn=turn, owner=served.outbound.owner(turn.address), lease=lease)
    last = receipt.received >= desk.last_receive
    try:
        lines = answer(held, last=last, served=served, desk=desk)
        send(held, lines, outbound=served.outbound, desk=desk)
    except Exception as failure:
        # Our one broad except: whatever a turn does, its conversation must go on.
        log.exception("turn handed back", extra={"event": turn.event, "received": receipt.received})
        _let_go(held, desk)
        desk.redelivery.hand_back(receipt.handle, after_s=backoff_s(receipt.received, failure, desk.dice()))
        return False
    return True


def backoff_s(received: int, failure: Exception, dice: float) -> int:
    """How long to hide the turn: what the failure asks for, else a short growing wait with jitter."""
    asked = failure.again_s if isinstance(failure, Retryable) else None
    own = received + dice
    return math.ceil(min(LONGEST_WAIT_S, own if asked is None else max(own, asked)))


def _let_go(held: Held, desk: Desk) -> None:
    try:
        desk.conversations.release(held)
    except Retryable as failure:
        # Then the lease runs out by itself, at this invocation's own deadline.
        log.warning("lease not released", extra={"event": held.turn.event, "reason": str(failure)})
