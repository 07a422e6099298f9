"""What a user pool's failures are told as; and that none of them shows what was sent."""

import json
from collections.abc import Callable, Iterator

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError
from urllib3 import PoolManager

from lambdas.domain.account import Secret
from lambdas.domain.errors import ParleyError, Refused, Retryable
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.identity.jwks import WebKeys
from lambdas.kit.limited_http import Ask, LimitedHttp, NoAnswerError
from tests.fakes.clock import SetClock
from tests.fakes.provider import MemoryProvider
from tests.line_to_aws import UNREACHABLE, answering, broken
from tests.user_pool import CALLBACK, ONCE, SIGNED_OUT, UserPool, a_client, a_user_pool, serving

CANARY = Secret("canary-of-a-secret")


@pytest.fixture
def pool() -> Iterator[UserPool]:
    with a_user_pool(MemoryProvider(clock=SetClock())) as served:
        yield served


def failure_of(ask: Callable[[], object]) -> ParleyError:
    with pytest.raises(ParleyError) as raised:
        ask()
    assert CANARY.text not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.__context__!r}"
    return raised.value


def exchange(pool: UserPool, *, within_s: float = 5) -> ParleyError:
    with a_client(pool.url, within_s=within_s) as client:
        return failure_of(lambda: client.exchange(CANARY, verifier=CANARY))


def test_an_exchange_sends_the_form_as_oauth_has_it(pool: UserPool) -> None:
    exchange(pool)

    assert pool.forms == [
        {
            "grant_type": "authorization_code",
            "client_id": "client-1",
            "code": CANARY.text,
            "redirect_uri": CALLBACK,
            "code_verifier": CANARY.text,
        }
    ]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 404, 204])
def test_an_answer_that_may_be_different_later_is_tried_later(pool: UserPool, status: int) -> None:
    pool.answers = [(status, b"")]

    assert isinstance(exchange(pool), Retryable)
    assert len(pool.forms) == 1


@pytest.mark.parametrize(
    "body",
    [b'{"error":"invalid_client"}', b'{"error":"unauthorized_client"}', b"", b"[]", b"\xff", b"[" * 60_000],
)
@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_client_that_the_pool_does_not_take_is_our_mistake(
    pool: UserPool, status: int, body: bytes
) -> None:
    pool.answers = [(status, body)]

    failure = exchange(pool)

    assert isinstance(failure, Refused)
    assert failure.code == "refused_client"


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[]",
        b"{",
        b'{"access_token":"a","refresh_token":"r"}',
        b'{"access_token":"a","refresh_token":"r","id_token":7}',
        b'{"access_token":"","refresh_token":"r","id_token":"i"}',
    ],
)
def test_an_exchange_without_all_three_tokens_is_none(pool: UserPool, told: bytes) -> None:
    pool.answers = [(200, told)]

    failure = exchange(pool)

    assert isinstance(failure, Refused)
    assert failure.code == "refused_client"


def test_no_redirect_is_followed_with_a_code(pool: UserPool) -> None:
    pool.answers = [(307, b"/elsewhere")]

    assert isinstance(exchange(pool), Retryable)


def test_an_answer_that_drips_is_given_up(pool: UserPool) -> None:
    pool.slow_s, pool.answers = 0.02, [(200, b"x" * 1000)]

    assert "took too long" in str(exchange(pool, within_s=0.3))


def test_an_answer_that_does_not_come_is_given_up(pool: UserPool) -> None:
    pool.slow_s, pool.answers = 3, [(200, b"x")]

    assert isinstance(exchange(pool, within_s=0.3), Retryable)


def test_an_answer_that_is_too_long_is_given_up(pool: UserPool) -> None:
    pool.answers = [(200, b"x" * (64 * 1024 + 1))]

    assert "too long" in str(exchange(pool))


def test_a_pool_that_nobody_answers_for_is_tried_later() -> None:
    with serving(lambda _path, _target, _body: (200, b"")) as url:
        pass

    with a_client(url) as client:
        assert isinstance(failure_of(lambda: client.exchange(CANARY, verifier=CANARY)), Retryable)


def asks(client: CognitoProvider) -> list[Callable[[], object]]:
    return [lambda: client.refresh(CANARY), lambda: client.revoke(CANARY)]


def in_aws() -> tuple[BaseClient, CognitoProvider]:
    api = boto3.client("cognito-idp", "eu-west-1", config=ONCE)
    client = Client(
        id="client-1", hosted_ui="https://login.example", callback=CALLBACK, signed_out=SIGNED_OUT
    )
    http = LimitedHttp(http=PoolManager(), most_bytes=1, within_s=1)
    return api, CognitoProvider(client=client, http=http, api=api)


@pytest.mark.parametrize(
    "code", ["NotAuthorizedException", "RefreshTokenReuseException", "UserNotFoundException"]
)
def test_a_refresh_token_that_is_good_no_more(code: str) -> None:
    api, client = in_aws()

    with answering(api, 400, code):
        failure = failure_of(lambda: client.refresh(CANARY))

    assert isinstance(failure, Refused)
    assert failure.code == "refused_token"


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "UnsupportedTokenTypeException"])
def test_an_api_that_does_not_take_our_client_is_our_mistake(code: str) -> None:
    api, client = in_aws()

    for ask in asks(client):
        with answering(api, 400, code):
            failure = failure_of(ask)
        assert isinstance(failure, Refused)
        assert failure.code == "refused_client"


@pytest.mark.parametrize(
    ("status", "code"), [(400, "TooManyRequestsException"), (500, "InternalErrorException")]
)
def test_an_api_that_is_busy_is_tried_later(status: int, code: str) -> None:
    api, client = in_aws()

    for ask in asks(client):
        with answering(api, status, code):
            assert isinstance(failure_of(ask), Retryable)


@pytest.mark.parametrize("failure", UNREACHABLE)
def test_an_api_that_cannot_be_reached_is_tried_later(failure: BotoCoreError) -> None:
    api, client = in_aws()

    for ask in asks(client):
        with broken(api, failure):
            assert isinstance(failure_of(ask), Retryable)


def test_a_refresh_without_an_access_token_is_none(pool: UserPool) -> None:
    pool.answers = [(200, b'{"AuthenticationResult":{"IdToken":"i"}}'), (200, b"{}")]

    with a_client(pool.url) as client:
        for _ in range(2):
            assert isinstance(failure_of(lambda: client.refresh(CANARY)), Retryable)


def test_a_pool_that_does_not_rotate_leaves_the_old_refresh_token(pool: UserPool) -> None:
    pool.answers = [(200, b'{"AuthenticationResult":{"AccessToken":"a"}}')]

    with a_client(pool.url) as client:
        tokens = client.refresh(CANARY)

    assert (tokens.access, tokens.refresh, tokens.identity) == (Secret("a"), None, None)


@pytest.mark.parametrize("url", ["http://login.example", "login.example", ""])
def test_no_code_is_sent_without_tls(url: str) -> None:
    client = Client(id="client-1", hosted_ui=url, callback=CALLBACK, signed_out=SIGNED_OUT)
    api = boto3.client("cognito-idp", "eu-west-1", config=ONCE)

    with pytest.raises(ValueError, match="no https address"):
        CognitoProvider(
            client=client, http=LimitedHttp(http=PoolManager(), most_bytes=1, within_s=1), api=api
        )


def test_a_key_set_is_read_over_the_wire(pool: UserPool) -> None:
    with PoolManager() as http:
        limited = LimitedHttp(http=http, most_bytes=64 * 1024, within_s=5)
        keys = WebKeys(url=f"{pool.url}/jwks", algorithm="RS256", http=limited, plain=True)
        pool.answers = [(302, b"/jwks")]

        with pytest.raises(Retryable):
            keys("k-1")

    assert json.loads(pool.jwks())["keys"][0]["kid"] == "k-1"


def test_neither_headers_nor_bodies_show_in_a_request_or_an_answer() -> None:
    ask = Ask(method="POST", url="u", headers={"a": CANARY.text}, body=CANARY.text.encode())

    assert CANARY.text not in repr(ask)


def test_an_address_that_is_none_is_no_answer() -> None:
    with PoolManager() as http:
        limited = LimitedHttp(http=http, most_bytes=1, within_s=1)

        with pytest.raises(NoAnswerError):
            limited(Ask(method="GET", url="http://[/"))
