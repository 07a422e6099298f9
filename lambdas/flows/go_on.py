"""The person is signed in now: what was said before and needed that is answered, as if it were said again."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from lambdas.domain.account import LoginState
from lambdas.domain.conversation import Claim, Held, Line, Memory, Session, Waiting
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Notice, Noticed, Turn
from lambdas.flows.desk import Desk, Served, SigningIn
from lambdas.flows.think import think

log = logging.getLogger(__name__)


def is_linked(turn: Turn) -> bool:
    """Whether a turn is there to answer what waited for its person to sign in."""
    return isinstance(turn.content, Noticed) and turn.content.notice is Notice.LINKED


def waiting_message(held: Held, memory: Memory, *, signing: SigningIn) -> Waiting | None:
    """What waits for the login that a turn tells to be linked; None where nothing does, or it is not linked.

    Raises ``Retryable``.
    """
    content, waiting = held.turn.content, memory.session.waiting if memory.session else None
    if not isinstance(content, Noticed) or waiting is None:
        return None
    if waiting.login != content.details.get("login"):
        return None
    try:
        linked = signing.logins.find(waiting.login).state is LoginState.LINKED
    except Refused:
        return None
    return waiting if linked else None


def go_on(
    waiting: Waiting, held: Held, claim: Claim, memory: Memory, *, served: Served, desk: Desk
) -> Sequence[Line]:
    """The lines that answer what waited, as persisted; its words stand in the conversation already.

    It is tried once: where it needs an account still, nothing waits any more. Raises as ``think`` does.
    """
    log.info("answering what waited", extra={"event": held.turn.event})
    turn = replace(held.turn, content=waiting.content, locale=waiting.locale, redriven=True)
    blank = Session(engine="", state="", at=desk.clock.now(), restore=True, locale=waiting.locale)
    before = replace(memory, session=waiting.before or blank)
    return think(replace(held, turn=turn), claim, before, served=served, desk=desk, waits=False)
