"""Somebody who signs in at a platform's user pool by HTTP, and links the account as a chat would."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from secrets import token_hex
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3
from urllib3 import BaseHTTPResponse, PoolManager

from lambdas.domain.account import Account, Purpose, Secret, Tokens
from lambdas.domain.account_record import ACCOUNT, account_record, chat_item, chat_record
from lambdas.domain.ids import OwnerId
from lambdas.domain.login_link import pkce_challenge
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.identity.vault import KmsVault
from lambdas.kit.clock import SystemClock
from lambdas.kit.dynamo import Table
from lambdas.kit.limited_http import LimitedHttp
from lambdas.stores.accounts import DynamoAccounts
from tests.accounts import a_request, an_account
from tests.local_platform import LocalPlatform

VERIFIER: Final = Secret("v" * 43)
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN_FIELD: Final = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LINK: Final = "parley-local-link"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Ann, signed in at the pool."""

    platform: LocalPlatform
    http: PoolManager
    provider: CognitoProvider
    tokens: Tokens

    def ask(self, method: str, token: Secret | None) -> BaseHTTPResponse:
        """What the site answers about the own account."""
        headers = {"Authorization": f"Bearer {token.text}"} if token else {}
        return self.http.request(method, f"{self.platform.site}/api/account", headers=headers)

    def order(self, do: str, owner: OwnerId) -> dict[str, Any]:
        """What Lambda link answers when it is invoked."""
        payload = json.dumps({"do": do, "owner": owner}).encode()
        answer = client(self.platform, "lambda").invoke(FunctionName=LINK, Payload=payload)
        told: dict[str, Any] = json.loads(answer["Payload"].read())
        return told

    def accounts(self) -> DynamoAccounts:
        """What the platform's table holds."""
        name = self.platform.local["stacks"]["TokensTable"]
        return DynamoAccounts(table=name, client=client(self.platform, "dynamodb"), clock=SystemClock())

    def link_to_a_chat(self, *, fresh_for: timedelta = timedelta(minutes=15)) -> Account:
        """Let a chat of somebody new be signed in by these tokens."""
        payload = self.tokens.access.text.split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        owner, now = OwnerId(token_hex(32)), datetime.now(UTC)
        assert self.tokens.refresh is not None
        account = replace(
            an_account(owner=owner, subject=claims["sub"]),
            issuer=claims["iss"],
            expires=now + fresh_for,
            until=now + timedelta(days=30),
            access=self.vault().encrypt(self.tokens.access, owner=owner, purpose=Purpose.ACCESS),
            refresh=self.vault().encrypt(self.tokens.refresh, owner=owner, purpose=Purpose.REFRESH),
        )
        table = Table(name=self.platform.local["stacks"]["TokensTable"], partition="owner", sort="item")
        tables = client(self.platform, "dynamodb")
        tables.put_item(**table.put(owner, ACCOUNT, account_record(account)))
        tables.put_item(**table.put(account.person(), chat_item(account), chat_record(account)))
        return account

    def vault(self) -> KmsVault:
        """The platform's own."""
        return the_vault(self.platform)


@contextmanager
def a_visitor(platform: LocalPlatform) -> Iterator[Visitor]:
    """Ann signs in at the pool."""
    endpoint, identity = platform.local["aws_endpoint"], platform.local["identity"]
    with PoolManager() as http:
        ours = Client(
            id=identity["client_id"],
            hosted_ui=endpoint,
            callback=f"{platform.site}/link/callback",
            signed_out=f"{platform.site}/link/signed-out",
        )
        limited = LimitedHttp(http=http, most_bytes=64 * 1024, within_s=30)
        api = client(platform, "cognito-idp")
        provider = CognitoProvider(client=ours, http=limited, api=api, plain=True)
        code = _sign_in(http, endpoint, provider, identity["people"][0])
        tokens = provider.exchange(code, verifier=VERIFIER)
        yield Visitor(platform=platform, http=http, provider=provider, tokens=tokens)


def the_vault(platform: LocalPlatform) -> KmsVault:
    """What a platform encrypts tokens by."""
    told = client(platform, "lambda").get_function_configuration(FunctionName=LINK)
    key = told["Environment"]["Variables"]["TOKENS_KEY_ARN"]
    return KmsVault(key_arn=key, client=client(platform, "kms"))


def client(platform: LocalPlatform, service: Any) -> Any:  # noqa: ANN401 (whichever service is named)
    """A client of the platform's emulator."""
    return boto3.client(
        service,
        endpoint_url=platform.local["aws_endpoint"],
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def _sign_in(http: PoolManager, endpoint: str, provider: CognitoProvider, person: dict[str, str]) -> Secret:
    """Sign in on the hosted page; the code that a browser would bring back."""
    asked = replace(a_request(), challenge=pkce_challenge(VERIFIER))
    page = http.request("GET", provider.authorize_url(asked), redirect=False)
    fields = {name: unescape(value) for name, value in HIDDEN_FIELD.findall(page.data.decode())}
    form = urlencode(fields | {"username": person["email"], "password": person["password"]})
    answer = http.request("POST", f"{endpoint}/login", body=form, headers=FORM, redirect=False)
    return Secret(parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0])
