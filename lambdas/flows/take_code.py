"""The code that a browser showed comes back into the chat: taken before anything hears or keeps it."""

import hmac
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from lambdas.domain.account import TRIES, AccountState, Confirm, End, Login, LoginState, Secret, Try
from lambdas.domain.conversation import Held, Memory
from lambdas.domain.ids import EventId
from lambdas.domain.login_link import HIDDEN, code_hash, read_code
from lambdas.domain.reply import Text
from lambdas.domain.turn import Chose, Kind, Notice, Noticed, Said, Turn
from lambdas.flows.account_wishes import without
from lambdas.flows.desk import Desk, SigningIn
from lambdas.flows.give_back import drop_soon
from lambdas.flows.phrases import name_of, phrase
from lambdas.flows.unasked import Unasked, open_question

log = logging.getLogger(__name__)

REMEMBERED: Final = timedelta(minutes=10)
"""So long after a login ran out, what looks like its code is taken for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCode:
    """A code as it was typed, and the latest login of whoever typed it."""

    code: Secret
    login: Login


def typed_code(held: Held, *, desk: Desk) -> TypedCode | None:
    """The code that a turn is, while its person has a login or had one just before; None for other words.

    A read only where the words may be a code. Raises ``Retryable``, or ``Refused`` for another's login.
    """
    code = _candidate(held.turn)
    if code is None or desk.signing is None:
        return None
    login = desk.signing.logins.latest(held.owner)
    if login is None or desk.clock.now() >= login.expires + REMEMBERED:
        return None
    return TypedCode(code=code, login=login)


def hidden(held: Held) -> Held:
    """The same turn with nothing of the code in it."""
    content = held.turn.content
    blind = Said(text=HIDDEN) if isinstance(content, Said) else Chose(value=HIDDEN, text=HIDDEN)
    return replace(held, turn=replace(held.turn, content=blind))


def take_code(typed: TypedCode, held: Held, memory: Memory, *, signing: SigningIn, desk: Desk) -> Unasked:
    """What comes of a code; whatever it changes is changed with the answer. Raises ``Retryable``."""
    login = typed.login
    if login.address != held.turn.address:
        return _told("code_elsewhere", held, memory)
    if login.state is LoginState.LINKED:
        return _linked_before(held, memory, signing)
    if not login.open(desk.clock.now()):
        return _over("late_code", login, held, memory, desk)
    if login.state is not LoginState.SIGNED_IN:
        return _told("early_code", held, memory)
    if not hmac.compare_digest(code_hash(login.id, typed.code), login.code):
        return _wrong(login, held, memory, desk)
    return _right(login, held, memory, signing, desk)


def _candidate(turn: Turn) -> Secret | None:
    match turn.content:
        case Said(text=words) | Chose(value=words):
            return read_code(words)
        case _:
            return None


def _wrong(login: Login, held: Held, memory: Memory, desk: Desk) -> Unasked:
    left, locale = TRIES - login.tries - 1, held.turn.locale
    log.warning("wrong code", extra={"event": held.turn.event, "login": login.id, "left": left})
    if left <= 0:
        return _over("last_code", login, held, memory, desk)
    name = "wrong_code_one_left" if left == 1 else "wrong_code"
    words = phrase(name, locale=locale, left=str(left))
    return Unasked(parts=(Text(text=words), *open_question(memory.session)), change=Try(login=login))


def _over(name: str, login: Login, held: Held, memory: Memory, desk: Desk) -> Unasked:
    """That the login is over; it is ended where that was not written down, and its tokens are given back."""
    ends = login.state is not LoginState.ENDED
    if ends:
        drop_soon(login, held, desk=desk)
    told = _told(name, held, memory)
    return replace(told, session=without(login.id, memory.session), change=End(login=login) if ends else None)


def _right(login: Login, held: Held, memory: Memory, signing: SigningIn, desk: Desk) -> Unasked:
    linked = signing.accounts.find(held.owner)
    if linked is not None and linked.state is AccountState.REVOKING:
        return _told("busy", held, memory)
    waits = signing.accounts.waiting(held.owner, login.id)
    if linked is not None or waits is None:
        # Signed in by another link meanwhile; or whatever waited was done away with.
        log.warning("right code links nothing", extra={"event": held.turn.event, "login": login.id})
        over = _over("late_code", login, held, memory, desk)
        return replace(over, parts=_linked_before(held, memory, signing).parts) if linked else over
    if without(login.id, memory.session) is None:
        again = open_question(memory.session)
    else:
        again = ()
        _answer_after(login, held, desk)
    log.info("account linked", extra={"event": held.turn.event, "login": login.id})
    greeting = phrase("signed_in", locale=held.turn.locale, who=name_of(waits, locale=held.turn.locale))
    return Unasked(parts=(Text(text=greeting), *again), change=Confirm(login=login, account=waits))


def _answer_after(login: Login, held: Held, desk: Desk) -> None:
    """Have the message that waits answered by the next turn, which finds the account linked.

    Put before the account is linked, so that no crash comes between; the conversation keeps their order.
    """
    notice = Noticed(notice=Notice.LINKED, details={"login": login.id})
    event = EventId(f"{Notice.LINKED}:{login.id}")
    after = replace(
        held.turn, kind=Kind.INTERNAL, event=event, content=notice, connection=None, redriven=False
    )
    desk.later.put(replace(after, at=desk.clock.now()), after_s=0)


def _linked_before(held: Held, memory: Memory, signing: SigningIn) -> Unasked:
    account = signing.accounts.find(held.owner)
    if account is None or not account.is_active:
        return _told("late_code", held, memory)
    locale = held.turn.locale
    return _told("signed_in", held, memory, who=name_of(account, locale=locale))


def _told(name: str, held: Held, memory: Memory, **fillings: str) -> Unasked:
    words = Text(text=phrase(name, locale=held.turn.locale, **fillings))
    return Unasked(parts=(words, *open_question(memory.session)))
