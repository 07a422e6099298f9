"""The pages and what one can do there: the link, its two buttons, the way back, the end of signing out."""

import logging
from collections.abc import Mapping
from typing import Final

from lambdas.domain.account import Login, Secret
from lambdas.domain.cleaning import name_line
from lambdas.flows.link.begin import Going, begin
from lambdas.flows.link.decline import decline
from lambdas.flows.link.finish import Return, finish
from lambdas.flows.link.show import show
from lambdas.flows.link.step import Shown, Step
from lambdas.link.answer import Response, empty, page, redirect
from lambdas.link.app import LinkApp
from lambdas.link.call import Call
from lambdas.link.pages.render import Asked, Page, ask_page, code_page, plain_page
from lambdas.link.pages.words import Words, words_for

log = logging.getLogger(__name__)

LONGEST_NAME: Final = 64
TOO_EARLY: Final = 425
STATUSES: Final = {
    Step.REFUSED: 403,
    Step.ELSEWHERE: 403,
    Step.NOT_YOURS: 403,
    Step.RAN_OUT: 410,
    Step.USED: 410,
    Step.NOT_FOUND: 404,
    Step.STRAYED: 400,
    Step.FAILED: 400,
}
"""Of the steps that went wrong; every other is 200."""


def opened(call: Call, *, app: LinkApp) -> Response:
    """``GET /link/{secret}``: the page that asks; its cookie makes pressing twice one browser's."""
    shown = show(call.link, browser=call.browser, desk=app.desk)
    is_first = shown.step is Step.ASK and call.browser is None and not call.prefetched
    return _told(shown, call, app=app, browser=app.desk.new_browser() if is_first else None)


def answered(call: Call, *, app: LinkApp) -> Response:
    """``POST /link/{secret}``: one of the two buttons, pressed on our own page."""
    answer = call.form.get("answer")
    if not _pressed_here(call, app) or answer not in {"continue", "decline"}:
        log.warning("answer not from our page")
        return _told(Shown(step=Step.FAILED), call, app=app)
    if answer == "decline":
        return _told(decline(call.link, browser=call.browser, desk=app.desk), call, app=app)
    done = begin(call.link, browser=call.browser, told=call.form.get("signed", ""), desk=app.desk)
    if isinstance(done, Shown):
        return _told(done, call, app=app)
    log.info("sign-in started")
    return _going(done, app)


def returned(call: Call, *, app: LinkApp) -> Response:
    """``GET /link/callback``: back from the provider; what looks ahead gets nothing and changes nothing."""
    if call.prefetched:
        return empty(TOO_EARLY)
    back = Return(
        state=call.query.get("state", ""),
        code=Secret(call.query.get("code", "")),
        error=call.query.get("error", ""),
    )
    return _told(finish(back, browser=call.browser, desk=app.desk), call, app=app)


def signed_out(call: Call, *, app: LinkApp) -> Response:
    """``GET /link/signed-out``: the provider ended its session in this browser."""
    return page(200, plain_page("signed_out", words=_words(call, None)), site=app.site)


def unavailable(call: Call, *, app: LinkApp) -> Response:
    """What is shown where a moment may help."""
    return page(503, plain_page("unavailable", words=_words(call, None)), site=app.site)


def failed(status: int, *, app: LinkApp, language: str = "", number: str = "") -> Response:
    """What is shown where nothing helps; ``number`` is there to be quoted."""
    return page(status, plain_page("failed", words=words_for(language), number=number), site=app.site)


def _going(going: Going, app: LinkApp) -> Response:
    return redirect(going.url, browser=going.browser, site=app.site)


def _told(shown: Shown, call: Call, *, app: LinkApp, browser: Secret | None = None) -> Response:
    log.info("page shown", extra={"step": shown.step})
    status = STATUSES.get(shown.step, 200)
    return page(status, _page(shown, call, app), site=app.site, browser=browser)


def _page(shown: Shown, call: Call, app: LinkApp) -> Page:
    words = _words(call, shown.login)
    if shown.step is Step.ASK and shown.login is not None:
        return ask_page(_asked(shown.login, call, app, language=words.language), words=words)
    if shown.step is Step.CODE and shown.code is not None and shown.login is not None:
        return code_page(shown.code, origin=_opener(shown.login, app), words=words)
    return plain_page(shown.step, words=words)


def _asked(login: Login, call: Call, app: LinkApp, *, language: str) -> Asked:
    installation = app.installations.get(login.address.installation)
    signed = login.address.installation in app.desk.witnesses and "hash" in call.query
    return Asked(
        speaker=name_line(login.speaker)[:LONGEST_NAME],
        channel=installation.channel if installation else "",
        bot=installation.bot if installation else "",
        host=app.host,
        scopes=[_in_words(scope, app.scopes.get(scope, {}), language) for scope in login.scopes],
        signed=call.raw_query if signed else "",
    )


def _in_words(scope: str, texts: Mapping[str, str], language: str) -> str:
    """What a scope allows, in a language, else in the first that there is."""
    return texts.get(language) or next(iter(texts.values()), scope)


def _opener(login: Login, app: LinkApp) -> str:
    """The one origin that the code may be handed to: of our own chat page, where the chat is there."""
    installation = app.installations.get(login.address.installation)
    return app.site.origin if installation and installation.channel == "web" else ""


def _pressed_here(call: Call, app: LinkApp) -> bool:
    """Whether a form was sent from our own page, by what the browser says of it.

    A browser that tells nobody where it was says ``null`` for our origin, too; then only the other header can
    tell.
    Source: https://fetch.spec.whatwg.org/#append-a-request-origin-header-for-a-request,
    https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
    """
    origin, fetched_from = call.headers.get("origin"), call.headers.get("sec-fetch-site")
    if fetched_from not in {None, "same-origin"}:
        return False
    return origin == app.site.origin or (origin == "null" and fetched_from == "same-origin")


def _words(call: Call, login: Login | None) -> Words:
    return words_for(login.locale if login else call.headers.get("accept-language", ""))
