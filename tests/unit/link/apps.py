"""The Lambda's app on fakes, and events as API Gateway sends them."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from lambdas.domain.installation import read_installations
from lambdas.link.answer import Site
from lambdas.link.app import LinkApp
from lambdas.link.route import answer
from tests.fakes.provider import HOSTED
from tests.tokens import CLIENT
from tests.unit.link.world import World

CHAT: Final = "https://chat.example"
COOKIE: Final = "__Host-parley-login"
LINK: Final = "/link/{secret}"
MINE: Final = f"{COOKIE}={'M' * 43}"
"""A cookie of a browser that has nothing to do with any sign-in."""

PRESSED_HERE: Final = {"origin": CHAT, "sec-fetch-site": "same-origin"}
INSTALLATIONS: Final = """{"installations": {
  "web": {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": ["https://elsewhere.example"]},
  "telegram": {"channel": "telegram", "bot": "travel", "locales": ["en-US"]}
}}"""


def an_app(world: World) -> LinkApp:
    """Ours, at https://chat.example."""
    return LinkApp(
        desk=world.desk,
        site=Site(origin=CHAT, signs_in_at=HOSTED, cookie_s=600),
        installations=read_installations(INSTALLATIONS),
        scopes={
            "bookings.read": {"en": "See your bookings", "es": "Ver sus reservas"},
            "bookings.write": {"en": "Change your bookings"},
        },
        host="login.example",
        client_id=CLIENT,
    )


def an_event(
    route: str,
    *,
    link: str = "",
    query: Mapping[str, str] | str = "",
    form: Mapping[str, str] | None = None,
    cookies: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    claims: Mapping[str, str] | None = None,
    in_base64: bool = True,
) -> dict[str, Any]:
    """One request, payload 2.0; a form comes in base64, as API Gateway sends it."""
    method, path = route.split(" ")
    body = urlencode(form or {})
    context: dict[str, Any] = {"http": {"method": method, "path": path.replace("{secret}", link)}}
    if claims is not None:
        context["authorizer"] = {"jwt": {"claims": dict(claims), "scopes": None}}
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path.replace("{secret}", link),
        "rawQueryString": query if isinstance(query, str) else urlencode(query),
        "cookies": list(cookies),
        "headers": dict(headers or {}),
        "requestContext": context,
        "pathParameters": {"secret": link},
        "body": base64.b64encode(body.encode()).decode() if in_base64 else body,
        "isBase64Encoded": in_base64,
    }


def call(world: World, route: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - as an_event takes them
    """What the Lambda answers to one request."""
    return answer(an_event(route, **given), app=an_app(world), number=lambda: "7f3a")


def cookie_of(response: Mapping[str, Any]) -> str:
    """The name and value that an answer sets."""
    (cookie,) = response["cookies"]
    return str(cookie).partition(";")[0]


def go_on(world: World, link: str, cookies: list[str] | None = None, **form: str) -> dict[str, object]:
    given = {"answer": "continue", **form}
    return call(world, f"POST {LINK}", link=link, form=given, headers=PRESSED_HERE, cookies=cookies or [])


def sign_in(world: World, link: str) -> tuple[dict[str, str], str]:
    """Press Continue and sign in; the query that comes back, and the cookie."""
    response = go_on(world, link)
    headers = response["headers"]
    assert isinstance(headers, dict)
    return dict(world.provider.sign_in(headers["location"])), cookie_of(response)
