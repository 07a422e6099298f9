"""What Lambda link is asked to undo: at once or, where it cannot now, by internal turns for a day."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from lambdas.domain.account import AccountState, Login
from lambdas.domain.account_ports import SignedOut
from lambdas.domain.conversation import Held
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import EventId
from lambdas.domain.keys import turn_key
from lambdas.domain.turn import Kind, Notice, Noticed
from lambdas.flows.desk import Desk, SigningIn
from lambdas.flows.put_off import ATTEMPT, attempt_of, delay_s

log = logging.getLogger(__name__)

DROP: Final = "drop"
"""Why a login ended, where that was told: only its tokens are to be revoked still."""

WITHOUT_WISH: Final = Retryable("again")
"""Nobody says when to come again."""

TRYING: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """What is to be undone. name: of its turns, which are numbered."""

    notice: Notice
    name: str
    details: Mapping[str, str] = field(default_factory=dict)


def drop_soon(login: Login, held: Held, *, desk: Desk) -> None:
    """Have the tokens that wait for a login's code revoked, in a turn of its own. Raises ``Retryable``.

    Put before the answer that ends the login is kept, so that no crash comes between; a repeat is the same.
    """
    _put(_dropping(login), held, attempt=0, desk=desk)


def drop(login: Login, held: Held, *, signing: SigningIn, desk: Desk) -> None:
    """Have them revoked now or, where that fails, later. Raises ``Retryable`` where no later try is put."""
    if signing.accounts.waiting(held.owner, login.id) is None:
        return
    try:
        signing.office.drop(held.owner, login.id)
    except (Refused, Retryable) as failure:
        _again(_dropping(login), held, failure, desk)


def sign_out(held: Held, *, signing: SigningIn, desk: Desk) -> SignedOut:
    """End the person's account; where the provider cannot be asked, later turns ask. Raises ``Retryable``."""
    signed_out = signing.office.sign_out(held.owner)
    if not signed_out.done:
        _put(Chore(notice=Notice.SIGNED_OUT, name=turn_key(held.turn)), held, attempt=1, desk=desk)
    return signed_out


def sign_out_again(held: Held, *, signing: SigningIn, desk: Desk) -> None:
    """Ask again, where the account is still to be revoked. Raises ``Retryable`` where no later try is put."""
    account = signing.accounts.find(held.owner)
    if account is None or account.state is not AccountState.REVOKING:
        return
    name = held.turn.event.removeprefix(f"{Notice.SIGNED_OUT}:").rpartition(":")[0]
    failure: Exception = Retryable("the provider was not asked")
    try:
        if signing.office.sign_out(held.owner).done:
            return
    except (Refused, Retryable) as refusal:
        failure = refusal
    _again(Chore(notice=Notice.SIGNED_OUT, name=name), held, failure, desk)


def _dropping(login: Login) -> Chore:
    details = {"login": login.id, "why": DROP}
    return Chore(notice=Notice.LOGIN_ENDED, name=f"{login.id}:{DROP}", details=details)


def _again(chore: Chore, held: Held, failure: Exception, desk: Desk) -> None:
    told = {"event": held.turn.event, "reason": str(failure)}
    if desk.clock.now() > held.turn.at + TRYING:
        log.error("tokens not revoked for a day", extra=told)
        return
    log.warning("tokens not revoked yet", extra=told)
    _put(chore, held, attempt=attempt_of(held.turn) + 1, desk=desk)


def _put(chore: Chore, held: Held, *, attempt: int, desk: Desk) -> None:
    """Put the turn of an attempt; ``at`` is when the first was put."""
    first = held.turn.kind is not Kind.INTERNAL or attempt == 0
    turn = replace(
        held.turn,
        kind=Kind.INTERNAL,
        event=EventId(f"{chore.notice}:{chore.name}:{attempt}"),
        at=desk.clock.now() if first else held.turn.at,
        content=Noticed(notice=chore.notice, details={**chore.details, ATTEMPT: str(attempt)}),
        connection=None,
        redriven=False,
    )
    desk.later.put(turn, after_s=delay_s(attempt, WITHOUT_WISH, desk.dice()) if attempt else 0)
