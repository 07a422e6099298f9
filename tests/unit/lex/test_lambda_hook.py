"""The code hook behind Lambda: invoked once and waited for, its failures named as Lex names them."""

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from dev.lex.errors import DependencyFailedError, LexError, ThrottlingError
from dev.lex.lambda_hook import LambdaHook

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

EVENT = {"inputTranscript": "hi"}


@pytest.fixture
def client() -> "LambdaClient":
    return boto3.client(
        "lambda", region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )


@pytest.fixture
def stubber(client: "LambdaClient") -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber


def answered(stubber: Stubber, payload: bytes, **more: str) -> None:
    body = StreamingBody(io.BytesIO(payload), len(payload))
    expected = {"FunctionName": "Hook", "Payload": json.dumps(EVENT).encode()}
    stubber.add_response("invoke", {"StatusCode": 200, "Payload": body, **more}, expected)


def test_gives_the_functions_answer(client: "LambdaClient", stubber: Stubber) -> None:
    answered(stubber, b'{"sessionState": {}}')

    assert LambdaHook(function="Hook", client=client)(EVENT) == {"sessionState": {}}


def test_a_function_that_failed_is_a_failed_dependency(client: "LambdaClient", stubber: Stubber) -> None:
    answered(stubber, b'{"errorMessage": "secret"}', FunctionError="Unhandled")

    with pytest.raises(DependencyFailedError) as failure:
        LambdaHook(function="Hook", client=client)(EVENT)

    assert "secret" not in str(failure.value)


def test_an_answer_that_is_no_json_is_a_failed_dependency(client: "LambdaClient", stubber: Stubber) -> None:
    answered(stubber, b"oops")

    with pytest.raises(DependencyFailedError):
        LambdaHook(function="Hook", client=client)(EVENT)


@pytest.mark.parametrize(
    ("code", "error"),
    [("TooManyRequestsException", ThrottlingError), ("ResourceNotFoundException", DependencyFailedError)],
)
def test_a_refused_invocation_is_named_as_lex_names_it(
    code: str, error: type[LexError], client: "LambdaClient", stubber: Stubber
) -> None:
    stubber.add_client_error("invoke", service_error_code=code)

    with pytest.raises(error):
        LambdaHook(function="Hook", client=client)(EVENT)
