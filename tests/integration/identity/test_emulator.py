"""Our adapters before the emulator's user pool, key and table, as they stand on a local platform."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from botocore.config import Config
from urllib3 import PoolManager

from dev.deploy import emulator
from dev.environment import local_environment
from dev.home import ROOT, Home
from dev.listen import free_port
from dev.processes import Servers
from dev.progress import wait_for
from lambdas.domain.account import LoginState, Purpose, Secret, Tokens
from lambdas.domain.account_record import (
    ACCOUNT,
    LOGIN,
    account_record,
    login_partition,
    login_record,
)
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import pkce_challenge
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.identity.jwks import WebKeys
from lambdas.identity.tokens import CognitoVerifier, Trust
from lambdas.identity.vault import KmsVault
from lambdas.kit.clock import SystemClock
from lambdas.kit.limited_http import LimitedHttp
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.logins import DynamoLogins
from tests.accounts import a_login, a_request, an_account
from tests.builders import ANN, BOB
from tests.contract.login_cases import TOKENS
from tests.user_pool import CALLBACK, SIGNED_OUT

VERIFIER: Final = Secret("v" * 43)
REQUEST: Final = replace(a_request(), challenge=pkce_challenge(VERIFIER))
PATIENT: Final = Config(connect_timeout=10, read_timeout=30, retries={"total_max_attempts": 1})
PASSWORD: Final = "Ann-signs-in-1"
HIDDEN_FIELD: Final = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh emulator."""
    home = Home(folder=tmp_path_factory.mktemp("emulator"))
    home.logs.mkdir()
    home.temporary.mkdir(parents=True)
    servers = Servers(record=home.groups, marker=str(home.folder), logs=home.logs)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = {**local_environment(os.environ, aws_endpoint=address), "TMPDIR": str(home.temporary)}  # noqa: TID251 (a process of its own)
    command = [sys.executable, "-m", "dev.ministack", "--port", str(port), "--home", str(home.folder)]
    try:
        servers.start("ministack", command, env=env, cwd=ROOT)
        wait_for(f"{address}/_ministack/health", servers=servers, within_s=60)
        yield address
    finally:
        servers.end_all()


@dataclass(frozen=True, kw_only=True)
class Pool:
    """A user pool with Ann in it, our client, and a browser."""

    provider: CognitoProvider
    verifier: CognitoVerifier
    http: PoolManager
    endpoint: str

    def code(self) -> Secret:
        """Ann signs in on the hosted page; what her browser brings back."""
        page = self.http.request("GET", self.provider.authorize_url(REQUEST), redirect=False)
        assert page.status == 200, page.data
        fields = {name: unescape(value) for name, value in HIDDEN_FIELD.findall(page.data.decode())}
        form = urlencode(fields | {"username": "ann@example.org", "password": PASSWORD})
        answer = self.http.request(
            "POST",
            f"{self.endpoint}/login",
            body=form.encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            redirect=False,
        )
        back = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert back["state"] == [REQUEST.state]
        return Secret(back["code"][0])


@pytest.fixture(scope="module")
def pool(endpoint: str) -> Iterator[Pool]:
    api = emulator().client("cognito-idp", endpoint_url=endpoint, config=PATIENT)
    pool_id = api.create_user_pool(PoolName="people", UsernameAttributes=["email"])["UserPool"]["Id"]
    api.create_resource_server(
        UserPoolId=pool_id,
        Identifier="parley",
        Name="Parley",
        Scopes=[{"ScopeName": "bookings.read", "ScopeDescription": "See your bookings"}],
    )
    client_id = api.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="parley",
        AllowedOAuthFlows=["code"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=["openid", "email", "profile", "parley/bookings.read"],
        CallbackURLs=[CALLBACK],
        LogoutURLs=[SIGNED_OUT],
    )["UserPoolClient"]["ClientId"]
    told = {"email": "ann@example.org", "email_verified": "true", "name": "Ann"}
    api.admin_create_user(
        UserPoolId=pool_id,
        Username="ann@example.org",
        UserAttributes=[{"Name": name, "Value": value} for name, value in told.items()],
        MessageAction="SUPPRESS",
    )
    api.admin_set_user_password(
        UserPoolId=pool_id, Username="ann@example.org", Password=PASSWORD, Permanent=True
    )
    with PoolManager() as http:
        yield a_pool(endpoint, pool_id, client_id, api, http)


def a_pool(endpoint: str, pool_id: str, client_id: str, api: Any, http: PoolManager) -> Pool:  # noqa: ANN401 (a client of Cognito)
    limited = LimitedHttp(http=http, most_bytes=64 * 1024, within_s=30)
    keys_url = f"{endpoint}/{pool_id}/.well-known/jwks.json"
    trust = Trust(
        issuer=f"https://cognito-idp.us-east-1.amazonaws.com/{pool_id}",
        algorithm="RS256",
        keys=WebKeys(url=keys_url, algorithm="RS256", http=limited, plain=True),
    )
    client = Client(id=client_id, hosted_ui=endpoint, callback=CALLBACK, signed_out=SIGNED_OUT)
    return Pool(
        provider=CognitoProvider(client=client, http=limited, api=api, plain=True),
        verifier=CognitoVerifier(trust=trust, client_id=client_id, clock=SystemClock()),
        http=http,
        endpoint=endpoint,
    )


def exchanged(pool: Pool) -> Tokens:
    return pool.provider.exchange(pool.code(), verifier=VERIFIER)


def refresh_of(tokens: Tokens) -> Secret:
    assert tokens.refresh is not None
    return tokens.refresh


def refusal_of(take: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        take()
    return refusal.value.code


def test_a_code_of_the_hosted_page_gives_tokens_of_whoever_signed_in(pool: Pool) -> None:
    tokens = exchanged(pool)

    assert tokens.identity is not None
    person = pool.verifier.identity(tokens.identity, nonce=REQUEST.nonce)
    access = pool.verifier.access(tokens.access)
    assert (person.name, person.email) == ("Ann", "ann@example.org")
    assert access.subject == person.subject
    assert set(access.scopes) == {"openid", "email", "profile", "bookings.read"}
    assert access.expires > datetime.now(UTC)


def test_a_code_is_good_once_and_for_whoever_has_the_verifier(pool: Pool) -> None:
    used, stolen = pool.code(), pool.code()
    pool.provider.exchange(used, verifier=VERIFIER)

    assert refusal_of(lambda: pool.provider.exchange(used, verifier=VERIFIER)) == "refused_code"
    assert refusal_of(lambda: pool.provider.exchange(stolen, verifier=Secret("w" * 43))) == "refused_code"


def test_a_refresh_token_gives_another_access_token_until_it_is_revoked(pool: Pool) -> None:
    tokens = exchanged(pool)

    renewed = pool.provider.refresh(refresh_of(tokens))
    pool.provider.revoke(refresh_of(tokens))
    pool.provider.revoke(refresh_of(tokens))

    assert renewed.access != tokens.access
    assert pool.verifier.access(renewed.access).scopes == pool.verifier.access(tokens.access).scopes
    assert refusal_of(lambda: pool.provider.refresh(refresh_of(tokens))) == "refused_token"


def test_a_refresh_token_that_nobody_issued(pool: Pool) -> None:
    assert refusal_of(lambda: pool.provider.refresh(Secret("never-issued"))) == "refused_token"


def test_signing_out_leads_back_to_our_page(pool: Pool) -> None:
    answer = pool.http.request("GET", pool.provider.sign_out_url(), redirect=False)

    assert (answer.status, answer.headers["Location"]) == (302, SIGNED_OUT)


@pytest.mark.parametrize("size", [1000, 5000])
def test_the_emulator_s_key_knows_owners_and_purposes_too(endpoint: str, size: int) -> None:
    kms = emulator().client("kms", endpoint_url=endpoint, config=PATIENT)
    vault = KmsVault(key_arn=kms.create_key()["KeyMetadata"]["Arn"], client=kms)
    token = Secret("t" * size)

    encrypted = vault.encrypt(token, owner=ANN, purpose=Purpose.ACCESS)

    assert vault.decrypt(encrypted, owner=ANN, purpose=Purpose.ACCESS) == token
    for owner, purpose in ((BOB, Purpose.ACCESS), (ANN, Purpose.REFRESH)):
        with pytest.raises(Refused):
            vault.decrypt(encrypted, owner=owner, purpose=purpose)


def all_at_once(tries: Sequence[Callable[[], object]]) -> list[object]:
    """What each of the tries gave that was not refused."""

    def one(attempt: Callable[[], object]) -> object:
        with suppress(Refused):
            return attempt()
        return None

    with ThreadPoolExecutor(len(tries)) as workers:
        return list(workers.map(one, tries))


@pytest.fixture(scope="module")
def table(endpoint: str) -> Any:  # noqa: ANN401 (a client of DynamoDB)
    client = emulator().client("dynamodb", endpoint_url=endpoint, config=PATIENT)
    client.create_table(
        TableName="tokens",
        KeySchema=[
            {"AttributeName": "owner", "KeyType": "HASH"},
            {"AttributeName": "item", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "item", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return client


@pytest.mark.attack("refresh raced by ten workers")
def test_a_refresh_raced_by_ten_workers_is_leased_to_one(table: Any) -> None:  # noqa: ANN401
    accounts, now = DynamoAccounts(table="tokens", client=table, clock=SystemClock()), datetime.now(UTC)
    account = an_account(expires=now, until=now + timedelta(days=30))
    table.put_item(**TOKENS.put(ANN, ACCOUNT, account_record(account)))

    def lease(worker: str) -> Callable[[], object]:
        return lambda: accounts.lease(ANN, worker=worker, until=now + timedelta(minutes=5))

    leased = all_at_once([lease(f"w{number}") for number in range(10)])

    assert sorted(map(bool, leased)) == [False] * 9 + [True]


@pytest.mark.attack("two at once")
def test_of_ten_callbacks_at_once_one_is_taken(table: Any) -> None:  # noqa: ANN401
    logins = DynamoLogins(table="tokens", client=table, clock=SystemClock())
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5)
    login = a_login(state=LoginState.STARTED, browser="b1", expires=expires)
    table.put_item(**TOKENS.put(login_partition(login.id), LOGIN, login_record(login)))

    taken = all_at_once([lambda: logins.take(login.id, browser="b1") for _ in range(10)])

    assert [each for each in taken if each is not None] == [replace(login, state=LoginState.EXCHANGING)]


def test_of_ten_browsers_that_start_at_once_one_goes_on(table: Any) -> None:  # noqa: ANN401
    logins = DynamoLogins(table="tokens", client=table, clock=SystemClock())
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5)
    login = a_login("login-2", expires=expires)
    table.put_item(**TOKENS.put(login_partition(login.id), LOGIN, login_record(login)))

    def start(browser: str) -> Callable[[], object]:
        return lambda: logins.start(login.id, browser=browser)

    started = all_at_once([start(f"b{number}") for number in range(10)])

    assert [each for each in started if each is not None] == [logins.find(login.id)]
