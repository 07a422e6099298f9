"""The person goes on: the link becomes this browser's, and the browser goes to the provider."""

import logging
from dataclasses import dataclass

from lambdas.domain.account import Login, Secret
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.domain.login_link import browser_hash, login_nonce, login_state, pkce_challenge, pkce_verifier
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.show import id_of, look
from lambdas.flows.link.step import Shown, Step

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Where the browser goes, and the secret that it keeps meanwhile."""

    url: str
    browser: Secret


def begin(link: str, *, browser: Secret | None, told: str, desk: LinkDesk) -> Going | Shown:
    """Take a link for one browser, which may go on with it again; any other is told that it is taken.

    browser: the secret that its cookie holds, if it does. told: what the channel signed, or nothing. It can
    keep a stranger out, but proves no browser: whoever was sent on a signed link has it too, so that the code
    is asked for all the same. Raises ``Retryable``.
    """
    login = id_of(link)
    if login is None:
        return Shown(step=Step.NOT_FOUND)
    own = browser or desk.new_browser()
    try:
        if told and _is_for_another(desk.logins.find(login), told, desk):
            return Shown(step=Step.NOT_YOURS)
        started = desk.logins.start(login, browser=browser_hash(own))
    except Refused as refusal:
        log.info("link not taken", extra={"code": refusal.code})
        return look(login, browser=own, desk=desk)
    return Going(url=desk.provider.authorize_url(_request(started, own)), browser=own)


def _request(login: Login, browser: Secret) -> AuthorizationRequest:
    return AuthorizationRequest(
        state=login_state(browser, login.id),
        nonce=login_nonce(browser, login.id),
        challenge=pkce_challenge(pkce_verifier(browser, login.id)),
        scopes=login.scopes,
        locale=login.locale,
    )


def _is_for_another(login: Login, told: str, desk: LinkDesk) -> bool:
    witness = desk.witnesses.get(login.address.installation)
    if witness is None:
        return False
    try:
        return witness.user(told) != login.address.user
    except Refused as refusal:
        log.warning("what a channel signed is not taken", extra={"code": refusal.code})
        return False
