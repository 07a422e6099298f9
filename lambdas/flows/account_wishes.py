"""What a person wants of the account is done without an engine: sign in, sign out, say who is signed in."""

import logging
from dataclasses import replace

from lambdas.domain import reply
from lambdas.domain.account import Account, End, Offer
from lambdas.domain.conversation import Claim, Held, Memory, Session, Waiting
from lambdas.domain.reply import Part, Text
from lambdas.domain.talk import Wish
from lambdas.flows.desk import Desk, Served, SigningIn
from lambdas.flows.give_back import drop_soon, sign_out
from lambdas.flows.offer import active, allows, offer
from lambdas.flows.phrases import name_of, phrase
from lambdas.flows.unasked import Unasked, open_question, wish_of

log = logging.getLogger(__name__)


def wished(held: Held, claim: Claim, memory: Memory, *, served: Served, desk: Desk) -> Unasked | None:
    """The reply to a wish for the account, or None where a turn is none, or nobody can sign in.

    A question that is open is asked again after it. In a group nothing is done, and nothing is kept. Raises
    ``Retryable``.
    """
    wish = wish_of(held.turn, served)
    if wish is None or desk.signing is None:
        return None
    log.info("asked about the account", extra={"event": held.turn.event, "wish": wish})
    if not held.turn.private:
        return Unasked(parts=(_say("in_private", held), *open_question(memory.session)))
    if wish is Wish.SIGN_OUT:
        return _sign_out(held, claim, memory, served=served, signing=desk.signing, desk=desk)
    account = active(desk.signing.accounts.find(held.owner))
    if account is not None:
        return Unasked(parts=(_signed_in(wish, account, held, served), *open_question(memory.session)))
    invited = offer(held, _invitation(wish, held), signing=desk.signing, served=served, desk=desk)
    return Unasked(
        parts=(*invited.parts, *open_question(memory.session)),
        session=_waiting_for(invited.offer, memory.session, desk),
        change=invited.offer,
    )


def _signed_in(wish: Wish, account: Account, held: Held, served: Served) -> Part:
    if wish is Wish.WHO_AM_I:
        return _say("signed_in", held, who=name_of(account, locale=held.turn.locale))
    if not allows(account, served):
        return _say("more_needed", held)
    return _say("signed_in_before", held, who=name_of(account, locale=held.turn.locale))


def _invitation(wish: Wish, held: Held) -> str:
    words = phrase("invitation", locale=held.turn.locale)
    if wish is Wish.WHO_AM_I:
        return f"{phrase('not_signed_in', locale=held.turn.locale)} {words}"
    return words


def _waiting_for(made: Offer | None, session: Session | None, desk: Desk) -> Session | None:
    """The session whose message waits for the new invitation now, where one waits still."""
    waiting = session.waiting if session else None
    if session is None or waiting is None or made is None or waiting.expires <= desk.clock.now():
        return None
    moved = replace(waiting, login=made.login.id, expires=made.login.expires)
    return replace(session, waiting=moved)


def _sign_out(
    held: Held, claim: Claim, memory: Memory, *, served: Served, signing: SigningIn, desk: Desk
) -> Unasked:
    # A repeat of this turn may have signed out already, and then finds no account.
    had = claim.attempt > 1 or signing.accounts.find(held.owner) is not None
    login = signing.logins.latest(held.owner)
    ends = login if login is not None and login.open(desk.clock.now()) else None
    if ends is not None:
        drop_soon(ends, held, desk=desk)
    url = sign_out(held, signing=signing, desk=desk).url if had else ""
    session = _without_account(memory.session, served)
    return Unasked(
        parts=(_signed_out(held, url) if had else _say("not_signed_in", held), *open_question(session)),
        session=session,
        change=End(login=ends) if ends else None,
    )


def _signed_out(held: Held, url: str) -> Part:
    """That it is done and, where there is a way, how the browser forgets the person, too."""
    locale = held.turn.locale
    if not url:
        return _say("signed_out", held)
    text = phrase("signed_out_here", locale=locale)
    return reply.Login(text=text, url=url, label=phrase("sign_out_there", locale=locale))


def _without_account(session: Session | None, served: Served) -> Session | None:
    """The session with no message that waits, and no dialog that acts for whoever was signed in."""
    if session is None:
        return None
    session = replace(session, waiting=None)
    if session.awaited is not None and session.awaited.intent in served.requires:
        # Of no engine: whatever one remembers of that dialog is forgotten first.
        session = replace(
            session, engine="", state="", restore=True, open=False, awaited=None, interrupted=None
        )
    if session.interrupted is not None and session.interrupted.awaited.intent in served.requires:
        session = replace(session, interrupted=None)
    return session


def without(waiting_for: str, session: Session | None) -> Session | None:
    """The session without the message that waits for a login, or None where none does."""
    waiting: Waiting | None = session.waiting if session else None
    if session is None or waiting is None or waiting.login != waiting_for:
        return None
    return replace(session, waiting=None)


def _say(name: str, held: Held, **fillings: str) -> Part:
    return Text(text=phrase(name, locale=held.turn.locale, **fillings))
