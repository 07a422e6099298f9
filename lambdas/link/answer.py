"""What goes back to a browser: pages and redirects, none of which is kept or told on by anybody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.account import Secret
from lambdas.link.call import COOKIE
from lambdas.link.pages.render import Page

Response = dict[str, Any]

ALWAYS: Final[Mapping[str, str]] = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""No Cross-Origin-Opener-Policy: the page that shows a code must know who opened it."""

ITS_ORIGIN: Final = "strict-origin"
"""The policy of a page with a form, which else would come from the origin ``null``; never tells the path.

Safari before 16.4 has no other word for where a form is from.
Source: https://fetch.spec.whatwg.org/#append-a-request-origin-header-for-a-request,
https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """origin: where we are. signs_in_at: the origin of the provider's pages. cookie_s: a cookie's life."""

    origin: str
    signs_in_at: str
    cookie_s: int


def page(status: int, shown: Page, *, site: Site, browser: Secret | None = None) -> Response:
    """A page; with ``browser``, our cookie is set to it."""
    headers = {
        **ALWAYS,
        "referrer-policy": ITS_ORIGIN if shown.has_form else ALWAYS["referrer-policy"],
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": shown.policy(forms_to=site.signs_in_at),
    }
    return _with_cookie({"statusCode": status, "headers": headers, "body": shown.html}, browser, site)


def redirect(url: str, *, browser: Secret, site: Site) -> Response:
    """Go on there, whatever the method was; with our cookie."""
    headers = {**ALWAYS, "location": url}
    return _with_cookie({"statusCode": 303, "headers": headers, "body": ""}, browser, site)


def empty(status: int) -> Response:
    """Nothing but a status."""
    return {"statusCode": status, "headers": dict(ALWAYS), "body": ""}


def as_json(status: int, members: Mapping[str, Any]) -> Response:
    """A JSON object."""
    headers = {**ALWAYS, "content-type": "application/json"}
    return {"statusCode": status, "headers": headers, "body": json.dumps(members)}


def _with_cookie(response: Response, browser: Secret | None, site: Site) -> Response:
    """Add the cookie as a browser binds it to this very host, and sends it when it comes back from elsewhere.

    Source: https://www.rfc-editor.org/rfc/rfc6265 and https://developer.mozilla.org/docs/Web/HTTP/Cookies
    (the prefix ``__Host-``).
    """
    if browser is None:
        return response
    kept = f"Max-Age={site.cookie_s}; Path=/; Secure; HttpOnly; SameSite=Lax"
    return {**response, "cookies": [f"{COOKIE}={browser.text}; {kept}"]}
