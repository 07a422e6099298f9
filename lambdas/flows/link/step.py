"""Where a sign-in stands for one browser."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from lambdas.domain.account import Login, LoginState, Secret
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import browser_hash, login_code


class Step(StrEnum):
    """What the browser is shown; all but the first two by the page of that name."""

    ASK = "ask"
    CODE = "code"
    LINKED = "linked"
    DECLINED = "declined"
    WORKING = "working"
    """It came back from the provider, and another request is finishing that; or did, and was killed."""
    REFUSED = "refused"
    """The provider did not let the person in, or the person turned back."""
    STRAYED = "strayed"
    """It came back to a browser that did not begin it, or that keeps no cookie."""
    ELSEWHERE = "elsewhere"
    NOT_YOURS = "not_yours"
    RAN_OUT = "ran_out"
    USED = "used"
    NOT_FOUND = "not_found"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A step, with the login it is about where there is one, and the code where the step is ``CODE``."""

    step: Step
    login: Login | None = None
    code: Secret | None = None


OF_OTHERS: Final = {LoginState.OFFERED: Step.ASK, LoginState.STARTED: Step.ELSEWHERE}
"""What a browser is shown of a link that another may have taken; anything later is ``USED``."""

OF_ITS_OWN: Final = {
    LoginState.STARTED: Step.ASK,
    LoginState.EXCHANGING: Step.WORKING,
    LoginState.SIGNED_IN: Step.CODE,
    LoginState.LINKED: Step.LINKED,
}

OF_REFUSALS: Final = {
    "unknown_login": Step.NOT_FOUND,
    "expired": Step.RAN_OUT,
    "other_browser": Step.ELSEWHERE,
    "used": Step.USED,
    "ended": Step.USED,
}


def standing(login: Login, *, browser: Secret | None, now: datetime) -> Shown:
    """What a browser is shown of a login as it stands, which changes nothing."""
    own = browser is not None and login.browser == browser_hash(browser)
    step = (OF_ITS_OWN if own else OF_OTHERS).get(login.state, Step.USED)
    if step is not Step.LINKED and login.state is not LoginState.ENDED and now >= login.expires:
        return Shown(step=Step.RAN_OUT, login=login)
    if step is Step.CODE and browser is not None:
        return Shown(step=step, login=login, code=login_code(browser, login.id))
    return Shown(step=step, login=login)


def step_of(refusal: Refused) -> Step:
    """What a browser is shown where the store refused its step."""
    return OF_REFUSALS.get(refusal.code, Step.FAILED)
