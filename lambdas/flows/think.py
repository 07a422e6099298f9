"""Have a turn understood once and persist what comes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from lambdas.domain.account import Login
from lambdas.domain.conversation import Claim, Held, Line, Memory, Session, Waiting
from lambdas.domain.errors import Refused
from lambdas.domain.intent import ENVELOPE
from lambdas.domain.keys import turn_key
from lambdas.domain.limits import fitting
from lambdas.domain.reply import Part, Text
from lambdas.domain.turn import Noticed
from lambdas.flows.compose import compose
from lambdas.flows.desk import Desk, Served
from lambdas.flows.digress import Onward, onward
from lambdas.flows.offer import Invited, invite
from lambdas.flows.phrases import phrase
from lambdas.flows.route import Question, Understood, ask

ENVELOPE_S: Final = 60
SCOPE: Final = "intent:*"


def think(
    held: Held, claim: Claim, memory: Memory, *, served: Served, desk: Desk, waits: bool = True
) -> Sequence[Line]:
    """The turn's lines, as persisted with the engine's new state.

    waits: whether it is kept, to be answered again, where its person has to sign in first. Raises ``Refused``
    when this turn will never be answered, ``Overtaken`` or ``Retryable``.
    """
    if isinstance(held.turn.content, Noticed):
        raise Refused(f"no answer to the notice {held.turn.content.notice}")
    envelope = _envelope(held, served, desk)
    question = Question(bot=served.charge.bot, held=held, claim=claim, memory=memory, envelope=envelope)
    understood = ask(question, served=served, desk=desk)
    now, goes_on = desk.clock.now(), onward(understood, asides=served.asides)
    invited = invite(_parts(understood, held), held, served=served, desk=desk)
    kept = _session(goes_on, held, memory, engine=understood.engine.name, at=now)
    if invited.offer is not None and waits:
        kept, invited = _kept_waiting(kept, invited, invited.offer.login, held, memory)
    parts = (*invited.parts, *goes_on.again)
    lines = compose(held, parts, first_seq=memory.next_seq, at=now)
    desk.conversations.commit(held, memory=memory, lines=lines, session=fitting(kept), account=invited.offer)
    return lines


def _kept_waiting(
    kept: Session, invited: Invited, login: Login, held: Held, memory: Memory
) -> tuple[Session, Invited]:
    """The session with the message; where that is too much, the person is asked to say it again."""
    turn, before = held.turn, memory.session
    waiting = Waiting(
        content=turn.content,
        locale=turn.locale,
        login=login.id,
        expires=login.expires,
        before=None if before is None else replace(before, waiting=None, restore=True),
    )
    full = replace(kept, waiting=waiting)
    if fitting(full).waiting is not None:
        return full, invited
    again = Text(text=phrase("then_again", locale=turn.locale))
    return kept, replace(invited, parts=(*invited.parts, again))


def _session(goes_on: Onward, held: Held, memory: Memory, *, engine: str, at: datetime) -> Session:
    before, locale = memory.session, held.turn.locale
    return Session(
        engine=engine,
        state=goes_on.state,
        at=at,
        restore=goes_on.restore,
        locale=locale,
        chosen=before is not None and before.chosen and before.locale == locale,
        open=goes_on.awaited is not None,
        awaited=goes_on.awaited,
        interrupted=goes_on.interrupted,
    )


def _parts(understood: Understood, held: Held) -> Sequence[Part]:
    locale = held.turn.locale
    parts = understood.made.parts or (Text(text=phrase("speechless", locale=locale)),)
    return (Text(text=phrase("lost", locale=locale)), *parts) if understood.lost else parts


def _envelope(held: Held, served: Served, desk: Desk) -> str:
    turn = held.turn
    given = {
        "owner": held.owner,
        "turn": turn_key(turn),
        "bot": served.charge.bot,
        "installation": turn.address.installation,
        "locale": turn.locale,
        "scope": SCOPE,
        "private": "yes" if turn.private else "no",
    }
    return desk.seal.seal(ENVELOPE, given, expires=desk.clock.now() + timedelta(seconds=ENVELOPE_S))
