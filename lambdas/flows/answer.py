"""Answer one turn: claim it, think once, persist; what is then to be sent is the result."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lambdas.domain.conversation import Charge, Claim, Held, Line, Memory, Progress
from lambdas.domain.errors import OverLimit, Overtaken, Refused, Retryable
from lambdas.domain.keys import turn_key
from lambdas.domain.reply import Part, Text
from lambdas.domain.turn import Kind, Left, Noticed, Turn, Unhandled
from lambdas.flows.account_notices import NOTHING, noticed
from lambdas.flows.account_wishes import wished
from lambdas.flows.compose import compose
from lambdas.flows.desk import Desk, Served
from lambdas.flows.go_on import go_on, is_linked, waiting_message
from lambdas.flows.passed_over import is_for_others, is_too_late
from lambdas.flows.phrases import phrase, wait
from lambdas.flows.put_off import is_try
from lambdas.flows.speak import spoken_in
from lambdas.flows.take_code import TypedCode, hidden, take_code, typed_code
from lambdas.flows.think import think
from lambdas.flows.unasked import Unasked, needs_engine, unasked
from lambdas.flows.unhandled import unhandled

log = logging.getLogger(__name__)

BUDGET_WAIT_S: Final = 3600
MOVED_ON: Final = frozenset({"login_changed", "already_linked"})
"""Why a change of a login or an account is refused where somebody else made one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A claimed turn with what is known of it.

    limit: the ceiling that it met. typed: the code that it is. last: see ``answer``.
    """

    held: Held
    claim: Claim
    memory: Memory
    limit: OverLimit | None
    typed: TypedCode | None
    last: bool


def answer(held: Held, *, last: bool, served: Served, desk: Desk) -> Sequence[Line]:
    """The lines to send for a turn, persisted; those of earlier turns that wait come first.

    last: the queue will hardly show this turn again, so an open one is given up. Raises ``Retryable``.
    """
    if isinstance(held.turn.content, Left):
        return _forgotten(held, desk)
    if is_try(held.turn):
        return _try_again(held, desk)
    lines, others_wait = _answered(held, last=last, served=served, desk=desk)
    return _in_order(lines, desk.conversations.unsent(held.turn)) if lines and others_wait else lines


def _try_again(held: Held, desk: Desk) -> Sequence[Line]:
    """What waits in the conversation; the turn has nothing to say itself, and ends where nothing waits."""
    if desk.conversations.claim(held, charge=None).progress is Progress.SENT:
        return ()
    lines = desk.conversations.unsent(held.turn)
    if not lines:
        desk.conversations.mark(held.turn, (), settled=True)
    return lines


def _forgotten(held: Held, desk: Desk) -> Sequence[Line]:
    """Nothing; what waits in a conversation that nobody is reached in any more counts as sent."""
    if desk.conversations.claim(held, charge=None).progress is Progress.SENT:
        return ()
    waiting = desk.conversations.unsent(held.turn)
    desk.conversations.mark(held.turn, waiting, settled=True)
    log.info("address left", extra={"event": held.turn.event, "lines": len(waiting)})
    return ()


def _answered(held: Held, *, last: bool, served: Served, desk: Desk) -> tuple[Sequence[Line], bool]:
    """The turn's own unmarked lines, and whether others may wait before them."""
    try:
        if is_for_others(held, desk):
            return (), False
        typed = typed_code(held, desk=desk)
        held = hidden(held) if typed else held
        claim, limit = _claim(held, typed, served, desk)
        if claim.progress is not Progress.OPEN:
            return claim.unmarked, True
        if held.turn.kind is not Kind.INTERNAL:
            served.outbound.typing(held.turn)
        memory = desk.conversations.recall(held)
        if is_too_late(held.turn, memory):
            desk.conversations.mark(held.turn, (), settled=True)
            return (), False
        held = spoken_in(held, memory, served=served)
        opened = Opened(held=held, claim=claim, memory=memory, limit=limit, typed=typed, last=last)
        return _resolved(opened, served, desk), memory.unsent
    except Overtaken:
        raise
    except Retryable:
        if last and _is_waited_for(held.turn):
            served.outbound.unanswered(held.turn)
        raise


def _in_order(*waiting: Sequence[Line]) -> Sequence[Line]:
    """All of these lines, each once, by their numbers."""
    found = {line.seq: line for lines in waiting for line in lines}
    return tuple(found[seq] for seq in sorted(found))


def _claim(held: Held, typed: TypedCode | None, served: Served, desk: Desk) -> tuple[Claim, OverLimit | None]:
    charge = _charge(held, typed, served, desk) if _is_waited_for(held.turn) else None
    try:
        return desk.conversations.claim(held, charge=charge), None
    except OverLimit as limit:
        log.warning("over the limit", extra={"event": held.turn.event, "again_s": limit.again_s})
        return desk.conversations.claim(held, charge=None), limit


def _charge(held: Held, typed: TypedCode | None, served: Served, desk: Desk) -> Charge:
    """What the turn counts against: the bot's budget only where an engine will be asked."""
    if typed is None and needs_engine(held, served=served, desk=desk):
        return served.charge
    return replace(served.charge, daily_budget=None)


def _resolved(opened: Opened, served: Served, desk: Desk) -> Sequence[Line]:
    """The turn's lines, as persisted; a turn that will never be answered is given up."""
    held, memory, content = opened.held, opened.memory, opened.held.turn.content
    try:
        if opened.limit is not None:
            return _say(held, memory, Unasked(parts=(_ask_to_wait(held, opened.limit),)), desk)
        if isinstance(content, Unhandled):
            return _say(held, memory, Unasked(parts=(_ask_for_words(held, content),)), desk)
        if opened.last:
            return _give_up(held, memory, "received too often", desk)
        reply = _unasked(opened, served, desk)
        return _thought(opened, served, desk) if reply is None else _say(held, memory, reply, desk)
    except Refused as refusal:
        return _give_up(held, memory, str(refusal), desk)


def _unasked(opened: Opened, served: Served, desk: Desk) -> Unasked | None:
    """The reply that needs no engine, if the turn has one."""
    held, memory = opened.held, opened.memory
    if opened.typed is not None and desk.signing is not None:
        return take_code(opened.typed, held, memory, signing=desk.signing, desk=desk)
    if isinstance(held.turn.content, Noticed):
        return noticed(held, memory, desk=desk)
    wish = wished(held, opened.claim, memory, served=served, desk=desk)
    return wish or unasked(held, memory, served=served, desk=desk)


def _thought(opened: Opened, served: Served, desk: Desk) -> Sequence[Line]:
    held, claim, memory = opened.held, opened.claim, opened.memory
    if desk.signing is None or not is_linked(held.turn):
        return think(held, claim, memory, served=served, desk=desk)
    waiting = waiting_message(held, memory, signing=desk.signing)
    if waiting is None:
        return _say(held, memory, NOTHING, desk)
    return go_on(waiting, held, claim, memory, served=served, desk=desk)


def _say(held: Held, memory: Memory, reply: Unasked, desk: Desk) -> Sequence[Line]:
    lines = compose(held, reply.parts, first_seq=memory.next_seq, at=desk.clock.now())
    try:
        desk.conversations.commit(
            held, memory=memory, lines=lines, session=reply.session, account=reply.change
        )
    except Refused as refusal:
        if refusal.code not in MOVED_ON:
            raise
        # Somebody else changed the login or the account meanwhile: what to say is decided anew.
        raise Retryable(str(refusal)) from refusal
    return lines


def _ask_to_wait(held: Held, limit: OverLimit) -> Part:
    locale = held.turn.locale
    name = "spent" if limit.again_s > BUDGET_WAIT_S else "slow_down"
    return Text(text=phrase(name, locale=locale, wait=wait(limit.again_s, locale=locale)))


def _ask_for_words(held: Held, content: Unhandled) -> Part:
    log.info("turn unhandled", extra={"event": held.turn.event, "what": content.what})
    return Text(text=unhandled(content.what, locale=held.turn.locale))


def _give_up(held: Held, memory: Memory, reason: str, desk: Desk) -> Sequence[Line]:
    number = "Q-" + turn_key(held.turn)[:8].upper()
    log.error("turn quarantined", extra={"event": held.turn.event, "number": number, "reason": reason})
    waited = _is_waited_for(held.turn)
    parts = (Text(text=phrase("apology", locale=held.turn.locale, number=number)),) if waited else ()
    lines = compose(held, parts, first_seq=memory.next_seq, at=desk.clock.now())
    desk.conversations.quarantine(held, memory=memory, lines=lines, number=number, reason=reason)
    return lines


def _is_waited_for(turn: Turn) -> bool:
    """Whether the person waits, and had no apology yet; else only the operator hears of a failure."""
    return (turn.kind is not Kind.INTERNAL or is_linked(turn)) and not turn.redriven
