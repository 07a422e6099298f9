"""A sign-in that came to nothing: ended first, then its tokens revoked and the chat told."""

import logging
from collections.abc import Callable

from lambdas.domain.account import Login, Tokens, Why
from lambdas.domain.errors import Refused, Retryable
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.step import Shown, Step
from lambdas.flows.link.tell import tell_ended

log = logging.getLogger(__name__)


def fail(login: Login, why: Why, *, desk: LinkDesk, tokens: Tokens | None = None) -> Shown:
    """End a login, and do the rest as far as it can be done now.

    Where it cannot be ended it runs out, and the turn that waits for that tells the chat. Never raises.
    """
    _attempt("ending the login", lambda: desk.logins.end(login.id))
    _attempt("deleting what waited", lambda: desk.accounts.drop(login.owner, login.id))
    if tokens is not None:
        give_back(tokens, desk=desk)
    _attempt("telling the chat", lambda: tell_ended(login, why, later=desk.later, clock=desk.clock))
    return Shown(step=Step.REFUSED if why is Why.REFUSED else Step.FAILED, login=login)


def give_back(tokens: Tokens, *, desk: LinkDesk) -> None:
    """Revoke tokens that are kept nowhere; where that fails they end by themselves, and nobody has them."""
    refresh = tokens.refresh
    if refresh is not None:
        _attempt("revoking tokens", lambda: desk.provider.revoke(refresh))


def _attempt(doing: str, act: Callable[[], None]) -> None:
    try:
        act()
    except (Refused, Retryable) as failure:
        log.exception("a failed sign-in is not quite undone", extra={"doing": doing, "reason": str(failure)})
