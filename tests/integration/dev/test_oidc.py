"""The local OpenID provider, asked over its wire as a user pool asks it."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import urllib3
from joserfc import jwt
from joserfc.jwk import KeySet

from dev.oidc.provider import Client
from dev.oidc.server import ProviderServer

CLIENT = Client(id="parley", secret="s", back="http://127.0.0.1:1/oauth2/idpresponse")
ASKED = {
    "client_id": CLIENT.id,
    "redirect_uri": CLIENT.back,
    "response_type": "code",
    "scope": "openid email",
    "state": 's"1',
    "nonce": "n",
}
CHANGED = {
    "client_id": "c",
    "redirect_uri": "http://127.0.0.1:2/",
    "response_type": "token",
    "scope": "email",
}


@pytest.fixture
def http() -> Iterator[urllib3.PoolManager]:
    with urllib3.PoolManager() as http:
        yield http


@pytest.fixture
def url() -> Iterator[str]:
    server = ProviderServer(CLIENT)
    with server, server.answering():
        yield server.url


def a_code(http: urllib3.PoolManager, url: str) -> str:
    """What the pool is brought when somebody has signed in."""
    page = http.request("GET", f"{url}/authorize?{urlencode(ASKED)}").data.decode()
    hidden = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    form = {**hidden, "email": "carol@example.net"}
    sent = http.request("POST", f"{url}/authorize", fields=form, encode_multipart=False, redirect=False)
    back = urlsplit(sent.headers["Location"])
    brought = dict(parse_qsl(back.query))
    assert (sent.status, back._replace(query="").geturl(), brought["state"]) == (303, CLIENT.back, 's"1')
    return brought["code"]


def tokens(http: urllib3.PoolManager, url: str, code: str, **changed: str) -> Mapping[str, Any]:
    form = {"client_id": CLIENT.id, "client_secret": CLIENT.secret, "redirect_uri": CLIENT.back, "code": code}
    answer = http.request("POST", f"{url}/token", fields={**form, **changed}, encode_multipart=False)
    told: Mapping[str, Any] = answer.json()
    assert ("error" in told) is (answer.status == 400)
    return told


def test_a_person_who_signs_in_is_known_by_a_token_that_the_published_key_proves(
    http: urllib3.PoolManager, url: str
) -> None:
    metadata = http.request("GET", f"{url}/.well-known/openid-configuration").json()
    keys = KeySet.import_key_set(http.request("GET", metadata["jwks_uri"]).json())

    told = tokens(http, url, a_code(http, url))

    token = jwt.decode(told["id_token"], keys, algorithms=["RS256"])
    claims = token.claims
    assert metadata["issuer"] == claims["iss"] == url
    assert (claims["aud"], claims["nonce"], claims["email"], claims["name"]) == (
        "parley",
        "n",
        "carol@example.net",
        "Carol",
    )
    assert claims["exp"] - claims["iat"] == 300


def test_a_code_is_good_once(http: urllib3.PoolManager, url: str) -> None:
    code = a_code(http, url)

    assert "id_token" in tokens(http, url, code)
    assert tokens(http, url, code) == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_secret": "guessed"}, "invalid_client"),
        ({"redirect_uri": "http://127.0.0.1:2/"}, "invalid_grant"),
    ],
)
def test_who_is_not_our_pool_gets_nothing_for_a_code(
    http: urllib3.PoolManager, url: str, changed: dict[str, str], error: str
) -> None:
    assert tokens(http, url, a_code(http, url), **changed) == {"error": error}


@pytest.mark.parametrize("name", CHANGED)
def test_nobody_is_sent_anywhere_for_another_request(http: urllib3.PoolManager, url: str, name: str) -> None:
    asked = {**ASKED, name: CHANGED[name]}

    shown = http.request("GET", f"{url}/authorize?{urlencode(asked)}", redirect=False)
    sent = http.request(
        "POST", f"{url}/authorize", fields={**asked, "email": "a@b"}, encode_multipart=False, redirect=False
    )

    assert (shown.status, sent.status) == (400, 400)
    assert "Location" not in sent.headers


def test_somebody_without_an_address_is_not_let_in(http: urllib3.PoolManager, url: str) -> None:
    sent = http.request("POST", f"{url}/authorize", fields=ASKED, encode_multipart=False, redirect=False)

    assert (sent.status, sent.json()) == (400, {"error": "access_denied"})


def test_another_address_is_not_found(http: urllib3.PoolManager, url: str) -> None:
    assert http.request("GET", f"{url}/userinfo").status == 404
