"""``/api/account`` on the deployed stack: behind the gateway's authorizer, with tokens of the user pool."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3
import pytest
from urllib3 import BaseHTTPResponse, PoolManager

from lambdas.domain.account import Secret, Tokens
from lambdas.domain.account_record import ACCOUNT, account_record, chat_item, chat_record
from lambdas.domain.ids import OwnerId
from lambdas.domain.login_link import pkce_challenge
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.kit.dynamo import Table
from lambdas.kit.limited_http import LimitedHttp
from tests.accounts import a_request, an_account
from tests.local_platform import LocalPlatform

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

VERIFIER: Final = Secret("v" * 43)
MASKED: Final = "a•••@example.org"
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN_FIELD: Final = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who has signed in at the pool, and asks about the own account."""

    site: str
    http: PoolManager
    tokens: Tokens

    def ask(self, method: str, token: Secret | None) -> BaseHTTPResponse:
        """What the site answers."""
        headers = {"Authorization": f"Bearer {token.text}"} if token else {}
        return self.http.request(method, f"{self.site}/api/account", headers=headers)


@pytest.fixture
def visitor(platform: LocalPlatform) -> Iterator[Visitor]:
    endpoint, identity = platform.local["aws_endpoint"], platform.local["identity"]
    with PoolManager() as http:
        client = Client(
            id=identity["client_id"],
            hosted_ui=endpoint,
            callback=f"{platform.site}/link/callback",
            signed_out=f"{platform.site}/link/signed-out",
        )
        limited = LimitedHttp(http=http, most_bytes=64 * 1024, within_s=30)
        api: Any = boto3.client("cognito-idp", endpoint_url=endpoint, region_name="us-east-1")
        provider = CognitoProvider(client=client, http=limited, api=api, plain=True)
        code = sign_in(http, endpoint, provider, identity["people"][0])
        yield Visitor(site=platform.site, http=http, tokens=provider.exchange(code, verifier=VERIFIER))


def emulator(endpoint: str) -> "DynamoDBClient":
    """The emulator's tables."""
    return boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def sign_in(http: PoolManager, endpoint: str, provider: CognitoProvider, person: dict[str, str]) -> Secret:
    """Sign in on the hosted page; the code that a browser would bring back."""
    asked = replace(a_request(), challenge=pkce_challenge(VERIFIER))
    page = http.request("GET", provider.authorize_url(asked), redirect=False)
    fields = {name: unescape(value) for name, value in HIDDEN_FIELD.findall(page.data.decode())}
    form = urlencode(fields | {"username": person["email"], "password": person["password"]})
    answer = http.request("POST", f"{endpoint}/login", body=form, headers=FORM, redirect=False)
    return Secret(parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0])


def test_whoever_shows_an_access_token_sees_the_own_account_and_signs_it_out(
    visitor: Visitor, platform: LocalPlatform
) -> None:
    link_to_a_chat(visitor, platform)

    seen = visitor.ask("GET", visitor.tokens.access)
    ended = visitor.ask("DELETE", visitor.tokens.access)
    after = visitor.ask("GET", visitor.tokens.access)

    assert (seen.status, [each["email"] for each in json.loads(seen.data)["accounts"]]) == (200, [MASKED])
    assert (ended.status, json.loads(ended.data)) == (200, {"signed_out": 1, "done": True})
    assert json.loads(after.data) == {"accounts": []}


def link_to_a_chat(visitor: Visitor, platform: LocalPlatform) -> None:
    """Let the visitor be signed in from a chat, too."""
    payload = visitor.tokens.access.text.split(".")[1]
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    now = datetime.now(UTC)
    account = replace(
        an_account(owner=OwnerId(token_hex(32)), subject=claims["sub"]),
        issuer=claims["iss"],
        expires=now + timedelta(minutes=15),
        until=now + timedelta(days=30),
    )
    table = Table(name=platform.local["stacks"]["TokensTable"], partition="owner", sort="item")
    client = emulator(platform.local["aws_endpoint"])
    client.put_item(**table.put(account.owner, ACCOUNT, account_record(account)))
    client.put_item(**table.put(account.person(), chat_item(account), chat_record(account)))


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_whoever_shows_an_id_token_no_token_or_a_changed_one_is_refused(
    visitor: Visitor, method: str
) -> None:
    changed = Secret(visitor.tokens.access.text[:-6] + "AAAAAA")

    answers = [visitor.ask(method, token) for token in (visitor.tokens.identity, None, changed)]

    # An ID token is signed by the pool too, but has no scope.
    assert [answer.status for answer in answers] == [403, 401, 401]
