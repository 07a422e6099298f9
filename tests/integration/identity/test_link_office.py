"""What failures of invoking Lambda link are told as."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.exceptions import BotoCoreError

from lambdas.domain.errors import Refused, Retryable
from lambdas.identity.link_office import LambdaLinkOffice
from tests.builders import ANN
from tests.line_to_aws import UNREACHABLE, Raw, answering, broken, listening, serving
from tests.user_pool import ONCE


@pytest.fixture
def client() -> BaseClient:
    return boto3.client("lambda", "eu-west-1", config=ONCE)


def office(client: Any) -> LambdaLinkOffice:  # noqa: ANN401 (a client of Lambda)
    return LambdaLinkOffice(function="parley-test-link", client=client)


def asks(client: BaseClient) -> list[Callable[[], object]]:
    asked = office(client)
    return [
        lambda: asked.sign_out(ANN),
        lambda: asked.refresh(ANN),
        lambda: asked.drop(ANN, "login-1"),
        lambda: asked.erase(ANN),
    ]


def tell(client: BaseClient, body: bytes, *, failed: bool = False) -> None:
    def answer(request: Any, **_kwargs: object) -> AWSResponse:  # noqa: ANN401 (botocore's)
        headers = HTTPHeaders()
        if failed:
            headers["x-amz-function-error"] = "Unhandled"
        return AWSResponse(request.url, 200, headers, Raw(body))

    handler: Any = answer
    client.meta.events.register_first("before-send.lambda", handler)


def test_each_order_says_what_and_whose_and_is_waited_for(client: BaseClient) -> None:
    with (
        listening(client) as calls,
        serving(client, lambda _method, _path, _body: (200, {"done": True})),
    ):
        for ask in asks(client):
            ask()

    assert [json.loads(given["Payload"]) for _, given in calls] == [
        {"do": "sign_out", "owner": ANN},
        {"do": "refresh", "owner": ANN},
        {"do": "drop", "owner": ANN, "login": "login-1"},
        {"do": "erase", "owner": ANN},
    ]
    assert {given["InvocationType"] for _, given in calls} == {"RequestResponse"}


@pytest.mark.parametrize("told", [{}, {"url": "u"}, {"errorMessage": "boom"}])
def test_an_answer_that_says_nothing_is_asked_for_again(client: BaseClient, told: dict[str, str]) -> None:
    for ask in asks(client):
        with serving(client, lambda _method, _path, _body: (200, told)), pytest.raises(Retryable):
            ask()


def test_only_yes_means_that_signing_out_is_done(client: BaseClient) -> None:
    with serving(client, lambda _method, _path, _body: (200, {"done": "yes"})):
        assert not office(client).sign_out(ANN).done


def test_a_refusal_keeps_its_code(client: BaseClient) -> None:
    for ask in asks(client):
        with (
            serving(client, lambda _method, _path, _body: (200, {"refused": "not_linked"})),
            pytest.raises(Refused) as refusal,
        ):
            ask()
        assert refusal.value.code == "not_linked"


@pytest.mark.parametrize("body", [b"null", b"[]", b"{", b"\xff", b'{"errorType":"Crash"}', b'{"done":true}'])
def test_a_function_that_failed_is_asked_again_whatever_it_says(client: BaseClient, body: bytes) -> None:
    tell(client, body, failed=True)

    for ask in asks(client):
        with pytest.raises(Retryable, match="Unhandled"):
            ask()


@pytest.mark.parametrize("body", [b"null", b"[]", b"{", b"\xff", b"", b"[" * 10_000])
def test_an_answer_that_is_no_object_is_asked_for_again(client: BaseClient, body: bytes) -> None:
    tell(client, body)

    for ask in asks(client):
        with pytest.raises(Retryable):
            ask()


@pytest.mark.parametrize(
    ("status", "code"),
    [(429, "TooManyRequestsException"), (404, "ResourceNotFoundException"), (500, "ServiceException")],
)
def test_a_function_that_cannot_be_invoked_is_asked_again(client: BaseClient, status: int, code: str) -> None:
    for ask in asks(client):
        with answering(client, status, code), pytest.raises(Retryable, match=code):
            ask()


@pytest.mark.parametrize("failure", UNREACHABLE)
def test_a_function_that_cannot_be_reached_is_asked_again(client: BaseClient, failure: BotoCoreError) -> None:
    for ask in asks(client):
        with broken(client, failure), pytest.raises(Retryable):
            ask()
