"""Throttling and failures, as the services' own client library reads them."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from google.api_core.exceptions import GoogleAPICallError, ServiceUnavailable, TooManyRequests
from google.auth.credentials import AnonymousCredentials
from google.cloud.dialogflow_v2 import SessionsClient

from dev.environment import REGION
from tests.integration.faults.running import Proxied, run

ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1})
PUT: Mapping[str, Any] = {"TableName": "t", "Item": {"item": {"S": "TURN#1"}}}
CALLS: Mapping[str, tuple[str, str, Callable[[Any], object]]] = {
    "put": ("dynamodb", "PutItem", lambda client: client.put_item(**PUT)),
    "transact": (
        "dynamodb",
        "TransactWriteItems",
        lambda client: client.transact_write_items(TransactItems=[{"Put": PUT}, {"Put": PUT}]),
    ),
    "send": (
        "sqs",
        "SendMessage",
        lambda client: client.send_message(QueueUrl="http://q/1/q", MessageBody="hi"),
    ),
    "secret": ("secretsmanager", "GetSecretValue", lambda client: client.get_secret_value(SecretId="s")),
    "say": (
        "lexv2-runtime",
        "RecognizeText",
        lambda client: client.recognize_text(
            botId="B" * 10, botAliasId="A" * 10, localeId="en_US", sessionId="s1", text="hi"
        ),
    ),
    "post": (
        "apigatewaymanagementapi",
        "PostToConnection",
        lambda client: client.post_to_connection(ConnectionId="c=", Data=b"{}"),
    ),
}
ADDRESSES = {"lexv2-runtime": "/_lex", "apigatewaymanagementapi": "/_aws/execute-api/a1/v1"}
NAMES = {"lexv2-runtime": "lex", "apigatewaymanagementapi": "connections"}


def failure(there: Proxied, made: str) -> ClientError:
    """The error that boto3 makes of a call's answer."""
    service, _, make = CALLS[made]
    client = boto3.client(
        service,  # type: ignore[call-overload]  # one of several
        endpoint_url=there.url + ADDRESSES.get(service, ""),
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=ONCE,
    )
    try:
        with pytest.raises(ClientError) as failed:
            make(client)
    finally:
        client.close()
    return failed.value


@pytest.mark.parametrize(
    ("made", "fault", "status", "code"),
    [
        ("put", "throttle", 400, "ProvisionedThroughputExceededException"),
        ("put", "error", 500, "InternalServerError"),
        ("transact", "throttle", 400, "TransactionCanceledException"),
        ("transact", "error", 500, "InternalServerError"),
        ("send", "throttle", 400, "RequestThrottled"),
        ("send", "error", 500, "InternalFailure"),
        ("secret", "throttle", 400, "ThrottlingException"),
        ("secret", "error", 500, "InternalServiceError"),
        ("say", "throttle", 429, "ThrottlingException"),
        ("say", "error", 500, "InternalServerException"),
        ("post", "throttle", 429, "LimitExceededException"),
        ("post", "error", 500, "InternalServerException"),
    ],
)
def test_a_service_throttles_and_fails_in_its_own_words(
    made: str, fault: str, status: int, code: str
) -> None:
    async def call(there: Proxied) -> None:
        service, operation, _ = CALLS[made]
        await there.rule(fault=fault, service=NAMES.get(service, service), operation=operation)

        failed = await asyncio.to_thread(failure, there, made)

        assert failed.response["Error"]["Code"] == code
        assert failed.response["ResponseMetadata"]["HTTPStatusCode"] == status
        assert there.upstream.requests == []

    run(call)


def test_a_throttled_transaction_says_which_write_it_was() -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="throttle", contains=["TURN#1"])

        failed = await asyncio.to_thread(failure, there, "transact")

        assert [each["Code"] for each in failed.response["CancellationReasons"]] == [
            "ThrottlingError",
            "None",
        ]
        (deed,) = await there.look("log")
        assert deed["about"] == ["t", "TURN"]

    run(call)


@pytest.mark.parametrize(("fault", "failure"), [("throttle", TooManyRequests), ("error", ServiceUnavailable)])
def test_dialogflow_throttles_and_fails_as_its_own_client_knows_it(
    fault: str, failure: type[GoogleAPICallError]
) -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault=fault, service="dialogflow", operation="DetectIntent")
        query = {"text": {"text": "hi", "language_code": "en"}}
        request = {"session": "projects/p/agent/sessions/s", "query_input": query}

        def detect() -> None:
            endpoint = {"api_endpoint": f"{there.url}/_dialogflow"}
            with (
                SessionsClient(
                    credentials=AnonymousCredentials(), transport="rest", client_options=endpoint
                ) as client,
                pytest.raises(failure),
            ):
                client.detect_intent(request=request, retry=None)

        await asyncio.to_thread(detect)
        assert there.upstream.requests == []

    run(call)


def test_other_words_can_be_asked_for() -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="error", status=503, code="ServiceUnavailable")

        failed = await asyncio.to_thread(failure, there, "send")

        assert failed.response["Error"]["Code"] == "ServiceUnavailable"
        assert failed.response["ResponseMetadata"]["HTTPStatusCode"] == 503

    run(call)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            "throttle",
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 3",
                "parameters": {"retry_after": 3},
            },
        ),
        ("error", {"ok": False, "error_code": 502, "description": "Bad Gateway"}),
    ],
)
def test_telegram_throttles_and_fails_in_its_own_words(fault: str, expected: Mapping[str, Any]) -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault=fault, service="telegram", operation="sendMessage", retry_after_s=3)

        async with there.client.post(f"{there.url}/_telegram/bot1:a/sendMessage") as answer:
            assert (answer.status, await answer.json()) == (expected["error_code"], expected)

    run(call)


@pytest.mark.parametrize(("fault", "status"), [("throttle", 429), ("error", 503)])
def test_our_own_api_refuses_as_api_gateway_does(fault: str, status: int) -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault=fault, service="api", operation="POST /webhooks/*")

        async with there.client.post(f"{there.url}/_aws/execute-api/a1/$default/webhooks/telegram") as answer:
            assert (answer.status, list(await answer.json())) == (status, ["message"])

    run(call)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"fault": "throttle", "retry_after_s": 3}, {"status": 429, "retry_after": 3}),
        ({"fault": "error"}, {"status": 500}),
        ({"fault": "error", "status": 503, "code": "down"}, {"status": 503, "code": "down"}),
    ],
)
def test_the_double_of_a_messenger_is_told_how_to_fail(
    asked: Mapping[str, Any], expected: Mapping[str, Any]
) -> None:
    async def call(there: Proxied) -> None:
        await there.rule(**asked, service="slack", operation="chat.post*")

        await there.call("/_messengers/slack/api/chat.postMessage")

        (request,) = there.upstream.requests
        assert json.loads(request.headers["X-Parley-Fault"]) == expected

    run(call)
