"""The one address that a sign-in sends browsers to: nothing that a row says leads elsewhere."""

from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.kit.limited_http import Answer, Ask

HOSTED = "https://login.example"
CALLBACK = "https://chat.example/link/callback"
FORGED = (
    "\r\nSet-Cookie: a=b",
    "&redirect_uri=https://evil.example",
    "#@evil.example",
    "//evil.example/",
    "es-ES\r\nLocation: https://evil.example",
)


def no_call(_ask: Ask) -> Answer:
    raise AssertionError


def the_provider() -> CognitoProvider:
    client = Client(
        id="c1", hosted_ui=HOSTED, callback=CALLBACK, signed_out="https://chat.example/link/signed-out"
    )
    return CognitoProvider(client=client, http=no_call, api=cast("Any", None))


@pytest.mark.attack("redirect elsewhere")
@pytest.mark.parametrize("forged", FORGED)
def test_nothing_that_a_row_says_leads_a_browser_elsewhere(forged: str) -> None:
    request = AuthorizationRequest(
        state=forged, nonce=forged, challenge=forged, scopes=(forged,), locale=forged
    )

    url = the_provider().authorize_url(request)

    address, asked = urlsplit(url), parse_qs(urlsplit(url).query)
    assert (address.scheme, address.netloc, address.path) == ("https", "login.example", "/oauth2/authorize")
    assert address.fragment == ""
    assert asked["redirect_uri"] == [CALLBACK]
    assert asked["state"] == [forged]
    assert url.isascii()
    assert not set("\r\n ") & set(url)


@pytest.mark.attack("redirect elsewhere")
@pytest.mark.parametrize(
    ("locale", "asked_for"), [("es-ES\r\nX: y", ["es"]), ("en", ["en"]), ("eo", None), ("e\r\nX: y", None)]
)
def test_only_a_language_of_the_hosted_pages_is_asked_for(locale: str, asked_for: list[str] | None) -> None:
    request = AuthorizationRequest(state="s", nonce="n", challenge="c", locale=locale)

    asked = parse_qs(urlsplit(the_provider().authorize_url(request)).query)

    assert asked.get("lang") == asked_for
