"""What internal turns tell of a sign-in: that it came to nothing, or that something is to be undone still."""

import logging
from typing import Final

from lambdas.domain.account import End, Login, LoginState, Why
from lambdas.domain.conversation import Held, Memory
from lambdas.domain.errors import Refused
from lambdas.domain.reply import Text
from lambdas.domain.turn import Notice, Noticed
from lambdas.flows.account_wishes import without
from lambdas.flows.desk import Desk, SigningIn
from lambdas.flows.give_back import DROP, drop, drop_soon, sign_out_again
from lambdas.flows.phrases import phrase
from lambdas.flows.unasked import Unasked

log = logging.getLogger(__name__)

NOTHING: Final = Unasked(parts=())


def noticed(held: Held, memory: Memory, *, desk: Desk) -> Unasked | None:
    """What comes of a notice, mostly nothing to say; None where it is not about signing in.

    Raises ``Retryable``.
    """
    content = held.turn.content
    if not isinstance(content, Noticed) or desk.signing is None:
        return None
    match content.notice:
        case Notice.SIGNED_OUT:
            sign_out_again(held, signing=desk.signing, desk=desk)
            return NOTHING
        case Notice.LOGIN_ENDED:
            return _ended(content, held, memory, desk.signing, desk)
        case _:
            return None


def _ended(content: Noticed, held: Held, memory: Memory, signing: SigningIn, desk: Desk) -> Unasked:
    try:
        login = signing.logins.find(content.details.get("login", ""))
    except Refused:
        return NOTHING
    if login.owner != held.owner or login.state is LoginState.LINKED:
        return NOTHING
    if content.details.get("why") == DROP:
        drop(login, held, signing=signing, desk=desk)
        return NOTHING
    why = content.details.get("why", "")
    return _over(login, why, held, memory, signing=signing, desk=desk)


def _over(login: Login, why: str, held: Held, memory: Memory, *, signing: SigningIn, desk: Desk) -> Unasked:
    """End it where nobody has, give its tokens back, and say so unless that was said."""
    if signing.accounts.waiting(held.owner, login.id) is not None:
        drop_soon(login, held, desk=desk)
    ends = login.state is not LoginState.ENDED
    if why == Why.RAN_OUT and not ends:
        return NOTHING
    log.info("sign-in came to nothing", extra={"event": held.turn.event, "login": login.id, "why": why})
    latest = signing.logins.latest(held.owner)
    superseded = latest is not None and latest.id != login.id
    words = phrase(why if why in set(Why) else Why.FAILED, locale=held.turn.locale)
    return Unasked(
        parts=() if superseded and why == Why.RAN_OUT else (Text(text=words),),
        session=without(login.id, memory.session),
        change=End(login=login) if ends else None,
    )
