"""Which engine is asked for a turn: never another where one may have taken the turn already.

A turn is asked of its bot's first engine unless another was written down for it before, so that whoever
tries the turn again knows which engine may have heard it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from lambdas.domain.conversation import Claim, Held, Memory, Session, Understanding
from lambdas.domain.errors import Down, Refused, Untouched
from lambdas.domain.ports import Engine
from lambdas.flows.desk import Desk, Served

log = logging.getLogger(__name__)

FORGETFUL_S: Final = 10
"""So long before an engine's memory ends we no longer count on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A turn for one of a bot's engines, with what is known of it. envelope: for fulfilment."""

    bot: str
    held: Held
    claim: Claim
    memory: Memory
    envelope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What an engine made of a turn.

    before: the session as it was, where it was this engine's. lost: a dialog that waited for an answer was
    not known to it.
    """

    engine: Engine
    made: Understanding
    before: Session | None
    lost: bool


def ask(question: Question, *, served: Served, desk: Desk) -> Understood:
    """Ask the engine that has the dialog or is the bot's first; another while none can have heard the turn.

    Raises ``Refused`` when this turn will never be understood, ``Overtaken`` or ``Retryable``.
    """
    configured = served.engines_in(question.held.turn.locale)
    written = question.claim.engine or configured[0].name
    if question.claim.attempt > 1:
        engines = [engine for engine in configured if engine.name == written]
        if not engines:
            raise Refused(f"engine {written} may have heard the turn and is not there any more")
    else:
        engines = sorted(configured, key=lambda engine: _is_worse(engine, question, desk))
    if engines[0].name != written:
        desk.conversations.divert(question.held, engine=engines[0].name)
    return _first_able(engines, question, desk)


def _is_worse(engine: Engine, question: Question, desk: Desk) -> tuple[bool, bool]:
    """What puts an engine after others: that it rests; that it has no dialog which waits for an answer."""
    session = _session_at(engine, question)
    return desk.rests.last(question.bot, engine.name), session is None or not session.open


def _first_able(engines: Sequence[Engine], question: Question, desk: Desk) -> Understood:
    engine, *others = engines
    try:
        return _asked(engine, question, desk)
    except Untouched as failure:
        if not others:
            raise
        told = {"event": question.held.turn.event, "engine": engine.name, "reason": str(failure)}
        log.warning("engine passed over", extra=told)
        desk.conversations.divert(question.held, engine=others[0].name)
        if question.held.lease.until - desk.clock.now() < timedelta(seconds=desk.thinking_s):
            # The next showing of the turn begins there, and has the time.
            raise
    return _first_able(others, question, desk)


def _asked(engine: Engine, question: Question, desk: Desk) -> Understood:
    turn, session = question.held.turn, _session_at(engine, question)
    restore = _must_restore(engine, question, desk)
    try:
        made = engine.converse(turn, session=session, envelope=question.envelope, restore=restore)
    except Down as failure:
        desk.rests.begin(question.bot, engine.name, failure)
        raise
    log.info("turn understood", extra={"event": turn.event, "engine": engine.name, "intent": made.intent})
    known = question.memory.session
    return Understood(
        engine=engine,
        made=made,
        before=session,
        lost=known is not None and known.open and session is None,
    )


def _session_at(engine: Engine, question: Question) -> Session | None:
    """The person's session, where it is this engine's and in the language of the turn."""
    session, locale = question.memory.session, question.held.turn.locale
    if session is None or session.engine != engine.name or session.locale not in {"", locale}:
        return None
    return session


def _must_restore(engine: Engine, question: Question, desk: Desk) -> bool:
    """Whether the engine's own memory may differ from ours: ahead of it, gone, or of another dialog."""
    if question.claim.attempt > 1:
        return True
    known = question.memory.session
    if known is None:
        return False
    session = _session_at(engine, question)
    counted_on = timedelta(seconds=engine.memory_s - FORGETFUL_S)
    return session is None or session.restore or desk.clock.now() - session.at > counted_on
