"""Which of our pages or actions a request is for; whatever fails there ends in a page that tells nothing."""

import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.headers import headers_of
from lambdas.link.account_api import linked, signed_out_everywhere
from lambdas.link.answer import Response, as_json, empty
from lambdas.link.app import LinkApp
from lambdas.link.browser import answered, failed, opened, returned, signed_out, unavailable
from lambdas.link.call import Call, read_call

log = logging.getLogger(__name__)


class Route(Protocol):
    """What answers the calls of one route."""

    def __call__(self, call: Call, *, app: LinkApp) -> Response:
        """The answer."""
        ...


PAGES: Final[Mapping[str, Route]] = {
    "GET /link/{secret}": opened,
    "POST /link/{secret}": answered,
    "GET /link/callback": returned,
    "GET /link/signed-out": signed_out,
}

API: Final[Mapping[str, Route]] = {
    "GET /api/account": linked,
    "DELETE /api/account": signed_out_everywhere,
}

STATUSES: Final = {"bad_method": 405, "too_large": 413}


def answer(
    event: Mapping[str, Any], *, app: LinkApp, number: Callable[[], str] = lambda: uuid.uuid4().hex[:8]
) -> Response:
    """Answer one request; the number of a failure is in the log and on the page, and nothing else of it."""
    language = ""
    try:
        language = headers_of(event).get("accept-language", "")
        return _routed(read_call(event), app)
    except Refused as refusal:
        log.warning("request not taken", extra={"code": refusal.code})
        status = STATUSES.get(refusal.code, 400)
        return failed(status, app=app, language=language)
    except Exception:
        # Broad, since a browser would else be shown API Gateway's own words.
        quoted = number()
        log.exception("request failed", extra={"number": quoted})
        return failed(500, app=app, language=language, number=quoted)


def _routed(call: Call, app: LinkApp) -> Response:
    log.info("request", extra={"route": call.route})
    if call.route in API:
        return _from_api(call, app)
    route = PAGES.get(call.route)
    if route is None:
        return empty(404)
    try:
        return route(call, app=app)
    except Retryable:
        log.exception("page not shown", extra={"route": call.route})
        return unavailable(call, app=app)


def _from_api(call: Call, app: LinkApp) -> Response:
    try:
        return API[call.route](call, app=app)
    except Retryable:
        log.exception("account not told", extra={"route": call.route})
        return as_json(503, {"code": "unavailable"})
