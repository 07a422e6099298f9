"""The browser is back from the provider: checked, exchanged once, and kept until the code is in the chat."""

import logging
from dataclasses import dataclass
from typing import Final

from lambdas.domain.account import Account, Login, LoginState, Secret, Tokens, Why
from lambdas.domain.errors import ParleyError, Refused, Retryable
from lambdas.domain.login_link import browser_hash, code_hash, login_code, pkce_verifier, read_state
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.fail import fail, give_back
from lambdas.flows.link.open_account import open_account
from lambdas.flows.link.show import look
from lambdas.flows.link.step import Shown, Step, standing, step_of
from lambdas.flows.link.tell import tell_ended

log = logging.getLogger(__name__)


ERRORS: Final = frozenset(
    {
        "access_denied",
        "invalid_request",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_response_type",
    }
)
"""What a provider may say; anything else is not logged as it came.

Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What the browser brings from the provider: a state, and a code or an error; empty where it is not."""

    state: str
    code: Secret
    error: str = ""


def finish(back: Return, *, browser: Secret | None, desk: LinkDesk) -> Shown:
    """Take a return of the browser that the login began in, once; its repeat is shown what came of it.

    Changes nothing for any other browser, nor for a state that was not given to this one. Raises
    ``Retryable`` where nobody can say yet how it stands.
    """
    if browser is None:
        log.warning("return without its cookie")
        return Shown(step=Step.STRAYED)
    try:
        login = read_state(back.state, browser)
    except Refused as refusal:
        log.warning("return not taken", extra={"code": refusal.code})
        return Shown(step=Step.STRAYED)
    if back.error or not back.code.text:
        return _turned_back(login, back.error, browser, desk)
    return _take(login, back.code, browser, desk)


def _turned_back(login: str, error: str, browser: Secret, desk: LinkDesk) -> Shown:
    """End a login whose person was not let in; nothing where it has come further meanwhile."""
    shown = look(login, browser=browser, desk=desk)
    if shown.step is not Step.ASK or shown.login is None or shown.login.state is not LoginState.STARTED:
        return shown
    told = error if error in ERRORS else "another"
    log.warning("not let in by the provider", extra={"login": login, "error": told})
    return fail(shown.login, Why.REFUSED, desk=desk)


def _take(login: str, code: Secret, browser: Secret, desk: LinkDesk) -> Shown:
    try:
        taken = desk.logins.take(login, browser=browser_hash(browser))
    except Refused as refusal:
        log.info("return not taken", extra={"code": refusal.code})
        return _again(login, refusal, browser, desk)
    return _exchange(taken, code, browser, desk)


def _again(login: str, refusal: Refused, browser: Secret, desk: LinkDesk) -> Shown:
    """What came of an earlier return; whoever was to be told of its end still is, if that one was killed."""
    shown = look(login, browser=browser, desk=desk)
    if shown.step is Step.ASK:
        return Shown(step=step_of(refusal))
    if shown.step in {Step.WORKING, Step.CODE} and shown.login is not None:
        tell_ended(shown.login, Why.RAN_OUT, later=desk.later, clock=desk.clock)
    return shown


def _exchange(login: Login, code: Secret, browser: Secret, desk: LinkDesk) -> Shown:
    try:
        # First: whatever stops us from here on, the chat is told when the login has run out.
        tell_ended(login, Why.RAN_OUT, later=desk.later, clock=desk.clock)
        tokens = desk.provider.exchange(code, verifier=pkce_verifier(browser, login.id))
    except (Refused, Retryable) as failure:
        log.exception("code not exchanged", extra={"login": login.id, "reason": _reason(failure)})
        return fail(login, Why.FAILED, desk=desk)
    try:
        account = open_account(login, tokens, browser, desk=desk)
    except (Refused, Retryable) as failure:
        log.exception("tokens not taken", extra={"login": login.id, "reason": _reason(failure)})
        return fail(login, Why.FAILED, desk=desk, tokens=tokens)
    return _keep(login, account, tokens, browser, desk)


def _keep(login: Login, account: Account, tokens: Tokens, browser: Secret, desk: LinkDesk) -> Shown:
    code = login_code(browser, login.id)
    try:
        desk.logins.sign_in(login, account, code=code_hash(login.id, code))
    except Refused as refusal:
        # Declined or run out meanwhile: it is over, and told by whoever ended it.
        log.warning("sign-in came too late", extra={"login": login.id, "code": refusal.code})
        give_back(tokens, desk=desk)
        return Shown(step=step_of(refusal), login=login)
    except Retryable as failure:
        log.warning("nobody knows whether the sign-in is kept", extra={"login": login.id})
        return _ask_the_row(login, tokens, browser, failure, desk)
    log.info("signed in", extra={"login": login.id})
    return Shown(step=Step.CODE, login=login, code=code)


def _ask_the_row(login: Login, tokens: Tokens, browser: Secret, failure: Retryable, desk: LinkDesk) -> Shown:
    """What came of a write whose answer was lost. Tokens that may be kept already are not revoked."""
    found = desk.logins.find(login.id)
    if found.state is LoginState.EXCHANGING:
        log.error("sign-in not kept", extra={"login": login.id, "reason": str(failure)})
        return fail(found, Why.FAILED, desk=desk, tokens=tokens)
    return standing(found, browser=browser, now=desk.clock.now())


def _reason(failure: ParleyError) -> str:
    return failure.code if isinstance(failure, Refused) else str(failure)
