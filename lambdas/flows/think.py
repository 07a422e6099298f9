"""Ask the engine once and persist what it said."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from lambdas.domain.conversation import Claim, Held, Line, Memory, Session
from lambdas.domain.errors import Refused
from lambdas.domain.intent import ENVELOPE
from lambdas.domain.keys import turn_key
from lambdas.domain.ports import Engine
from lambdas.domain.reply import Text
from lambdas.domain.turn import Noticed
from lambdas.flows.compose import compose
from lambdas.flows.desk import Desk, Served
from lambdas.flows.phrases import phrase

log = logging.getLogger(__name__)

ENVELOPE_S: Final = 60
SCOPE: Final = "intent:*"
FORGETFUL_S: Final = 10
"""So long before an engine's memory ends we no longer count on it."""


def think(held: Held, claim: Claim, memory: Memory, *, served: Served, desk: Desk) -> Sequence[Line]:
    """The turn's lines, as persisted with the engine's new state.

    Raises ``Refused`` when this turn will never be answered, ``Overtaken`` or ``Retryable``.
    """
    turn, engine = held.turn, served.engine
    if isinstance(turn.content, Noticed):
        raise Refused(f"no answer to the notice {turn.content.notice}")
    session = memory.session if memory.session and memory.session.engine == engine.name else None
    understood = engine.converse(
        turn,
        session=session,
        envelope=_envelope(held, served, desk),
        restore=_must_restore(claim, memory, engine, desk),
    )
    log.info("turn understood", extra={"event": turn.event, "intent": understood.intent})
    now = desk.clock.now()
    parts = understood.parts or (Text(text=phrase("speechless", locale=turn.locale)),)
    lines = compose(held, parts, first_seq=memory.next_seq, at=now)
    kept = Session(engine=engine.name, state=understood.state, at=now)
    desk.conversations.commit(held, memory=memory, lines=lines, session=kept)
    return lines


def _must_restore(claim: Claim, memory: Memory, engine: Engine, desk: Desk) -> bool:
    """Whether the engine's own memory may differ from ours: ahead of it, gone, or another engine's."""
    if claim.attempt > 1:
        return True
    session = memory.session
    if session is None:
        return False
    counted_on = timedelta(seconds=engine.memory_s - FORGETFUL_S)
    return session.restore or session.engine != engine.name or desk.clock.now() - session.at > counted_on


def _envelope(held: Held, served: Served, desk: Desk) -> str:
    turn = held.turn
    given = {
        "owner": held.owner,
        "turn": turn_key(turn),
        "bot": served.charge.bot,
        "installation": turn.address.installation,
        "locale": turn.locale,
        "scope": SCOPE,
    }
    return desk.seal.seal(ENVELOPE, given, expires=desk.clock.now() + timedelta(seconds=ENVELOPE_S))
