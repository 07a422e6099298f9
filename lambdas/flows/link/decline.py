"""The person says that it was somebody else who asked: the link ends, and the chat is told."""

from typing import Final

from lambdas.domain.account import Login, LoginState, Secret, Why
from lambdas.domain.errors import Refused
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.show import id_of
from lambdas.flows.link.step import Shown, Step, standing, step_of
from lambdas.flows.link.tell import tell_ended

BEFORE_SIGNING_IN: Final = frozenset({LoginState.OFFERED, LoginState.STARTED})


def decline(link: str, *, browser: Secret | None, desk: LinkDesk) -> Shown:
    """End a link that nobody has signed in by yet; any browser may. A repeat does the same.

    Raises ``Retryable``.
    """
    login = id_of(link)
    if login is None:
        return Shown(step=Step.NOT_FOUND)
    try:
        found = desk.logins.find(login)
    except Refused as refusal:
        return Shown(step=step_of(refusal))
    if not _may_be_declined(found, desk):
        return standing(found, browser=browser, now=desk.clock.now())
    # Ended first, so that the chat is told of what is over; the repeat of one that was killed tells it.
    desk.logins.end(found.id)
    tell_ended(found, Why.DECLINED, later=desk.later, clock=desk.clock)
    return Shown(step=Step.DECLINED, login=found)


def _may_be_declined(login: Login, desk: LinkDesk) -> bool:
    open_still = login.state in BEFORE_SIGNING_IN and desk.clock.now() < login.expires
    return open_still or login.state is LoginState.ENDED
