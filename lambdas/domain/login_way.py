"""The way of a sign-in: from which state, in which browser and until when it goes on."""

from datetime import datetime
from typing import Final

from lambdas.domain.account import Login, LoginState
from lambdas.domain.errors import Refused

WAY: Final = tuple(state for state in LoginState if state is not LoginState.ENDED)


def check_step(login: Login, *, wanted: LoginState, browser: str, now: datetime) -> None:
    """Raise ``Refused`` unless a login goes on from the wanted state: in this browser, and now.

    Its code is ``ended``, ``other_browser``, ``used`` where it is further on, ``expired``, ``not_started``.
    """
    if login.state is LoginState.ENDED:
        raise Refused("login ended", code="ended")
    if login.browser not in {"", browser}:
        raise Refused("login of another browser", code="other_browser")
    if WAY.index(login.state) > WAY.index(wanted):
        raise Refused("login used", code="used")
    if now >= login.expires:
        raise Refused("login expired", code="expired")
    if login.state is not wanted:
        raise Refused("login not started", code="not_started")
