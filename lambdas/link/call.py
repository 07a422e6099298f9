"""One HTTP request as API Gateway tells it, read with a limit to everything.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import A_SECRET
from lambdas.kit.headers import headers_of

COOKIE: Final = "__Host-parley-login"
LONGEST_QUERY: Final = 4096
LONGEST_BODY: Final = 8192
MOST_FIELDS: Final = 32
METHODS: Final = frozenset({"GET", "POST", "DELETE"})
PREFETCHING: Final = ("sec-purpose", "purpose", "x-moz", "x-purpose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a browser asks for.

    route: as the stack names it, ``GET /link/{secret}``. link: the last segment of a link's path.
    query, form: fields that were given exactly once. raw_query: as it came. browser: what our cookie holds.
    headers: lower-case names. claims: what the authorizer verified of a token, where the route has one.
    """

    route: str
    link: str
    raw_query: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    browser: Secret | None
    headers: Mapping[str, str]
    claims: Mapping[str, str]

    @property
    def prefetched(self) -> bool:
        """Whether a browser only looks ahead, and nobody has gone there yet.

        Source: https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header
        """
        return any(
            word in self.headers.get(name, "").lower()
            for name in PREFETCHING
            for word in ("prefetch", "preview")
        )


def read_call(event: Mapping[str, Any]) -> Call:
    """The request of an event; raises ``Refused`` where it is too large, unreadable or of another method."""
    context = event["requestContext"]
    if context["http"]["method"] not in METHODS:
        raise Refused("no method of ours", code="bad_method")
    query = event.get("rawQueryString") or ""
    if len(query) > LONGEST_QUERY:
        raise Refused("query too long", code="too_large")
    return Call(
        route=event["routeKey"],
        link=str((event.get("pathParameters") or {}).get("secret", "")),
        raw_query=query,
        query=_fields(query),
        form=_fields(_body(event)),
        browser=_browser(_cookies(event)),
        headers=headers_of(event),
        claims=context.get("authorizer", {}).get("jwt", {}).get("claims", {}),
    )


def _body(event: Mapping[str, Any]) -> str:
    body = event.get("body") or ""
    if len(body) > LONGEST_BODY:
        raise Refused("body too long", code="too_large")
    if not event.get("isBase64Encoded"):
        return str(body)
    try:
        return b64decode(body).decode()
    except ValueError as error:
        raise Refused("body is no text", code="unreadable") from error


def _fields(encoded: str) -> dict[str, str]:
    """The fields that stand there once; of one that stands there twice nobody can say which is meant."""
    try:
        given = parse_qs(encoded, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refused("too many fields", code="too_large") from error
    return {name: values[0] for name, values in given.items() if len(values) == 1}


def _cookies(event: Mapping[str, Any]) -> Iterable[str]:
    """The cookies of a request; where the gateway has not parted them (MiniStack), as the browser sent them.

    Source: https://www.rfc-editor.org/rfc/rfc6265#section-4.2.1
    """
    if "cookies" in event:
        return [str(cookie) for cookie in event["cookies"]]
    return headers_of(event).get("cookie", "").split(";")


def _browser(cookies: Iterable[str]) -> Secret | None:
    """What our cookie holds; none where there are two, or it is not of our making."""
    pairs = [cookie.strip().partition("=") for cookie in cookies]
    held = [value for name, _, value in pairs if name == COOKIE]
    return Secret(held[0]) if len(held) == 1 and A_SECRET.fullmatch(held[0]) else None
