"""The three Lambdas of a chat as the runtime starts and calls them: environment and events in, rows out."""

import json
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest

from lambdas.connection.settings import Settings as ConnectionSettings
from lambdas.domain.keys import web_conversation
from lambdas.domain.pass_claims import claims, holder_of
from lambdas.domain.turn import Kind, Notice, Noticed, Unhandled, What
from lambdas.domain.turn_json import decode_turn, encode_turn
from lambdas.response import wiring
from lambdas.response.batch import to_receipt
from lambdas.response.settings import Settings as ResponseSettings
from tests.aws import Aws
from tests.builders import ANN, a_pass, a_turn
from tests.calls import a_bots_file
from tests.fakes.clock import SetClock
from tests.telegram_updates import an_update

PAGE = "https://chat.example"
ARN = "arn:aws:execute-api:eu-west-1:123456789012:abc/v1/$connect"
ID = "0b9f6a3e-7f7e-4f0a-9f38-0d4c1f0c9f11"
WEB = {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": [PAGE]}
TRAVEL = {"engine": "lex", "bot_id": "B" * 10, "alias_id": "A" * 10, "memory_s": 300, "daily_budget": 9}
NOTHING_FAILED: dict[str, Any] = {"batchItemFailures": []}

Start = Callable[[str], ModuleType]


@pytest.fixture
def start(aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Starts a Lambda's handler anew, in the environment of a stage with a web page and a Telegram bot."""
    region = aws.dynamodb.meta.region_name
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_REGION", region)
    vault = boto3.client("secretsmanager")
    key = json.dumps({"current": "k" * 64, "previous": ""})
    arn = vault.create_secret(Name="key", SecretString=key)["ARN"]
    telegram = {"channel": "telegram", "bot": "travel", "locales": ["en-US"], "webhook_secret_arn": arn}
    numbers = {
        each.name: "60"
        for settings in (ConnectionSettings, ResponseSettings)
        for each in fields(settings)
        if each.type is int
    }
    given = numbers | {
        "queue_url": aws.queue_url,
        "later_queue_url": aws.later_url,
        "connections_table": "connections",
        "sessions_table": "sessions",
        "tokens_table": "tokens",
        "operations_table": "operations",
        "envelope_key_arn": arn,
        "door_key_arn": arn,
        "links_key_arn": "",
        "site_origin": "",
        "link_function": "",
        "websocket_url": "wss://chat.example/ws",
        "webhooks_url": "https://chat.example/webhooks",
        "websocket_api_id": "abc",
        "websocket_stage": "v1",
        "front_place": "0",
        "front_proof": "",
        "last_receive": "3",
        "installations": json.dumps({"installations": {"web": WEB, "telegram": telegram}}),
        "bots": json.dumps({"travel": TRAVEL}),
    }
    for name, value in given.items():
        monkeypatch.setenv(name.upper(), value)
    monkeypatch.setattr(wiring, "BOTS_FILE", a_bots_file(tmp_path))

    def started(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, f"lambdas.{name}.handler", raising=False)
        return import_module(f"lambdas.{name}.handler")

    return started


class Context:
    """What the runtime tells an invocation that may take nine seconds more."""

    aws_request_id = "invocation-1"

    def get_remaining_time_in_millis(self) -> int:
        return 9_000


def a_ticket_request() -> dict[str, Any]:
    return {
        "version": "2.0",
        "headers": {"Origin": PAGE},
        "requestContext": {"http": {"sourceIp": "192.0.2.1"}},
        "body": json.dumps({"installation": "web"}),
    }


def a_handshake(ticket: str) -> dict[str, Any]:
    headers = {"Sec-WebSocket-Protocol": f"parley.v1, ticket.{ticket}", "Origin": PAGE}
    return {"type": "REQUEST", "methodArn": ARN, "headers": headers}


def a_socket_event(event_type: str, frame: object = None) -> dict[str, Any]:
    holder = a_pass(conversation=web_conversation(a_pass().installation, ANN))
    context = {"eventType": event_type, "connectionId": "k1", "authorizer": claims(holder)}
    return {"requestContext": context, "body": json.dumps(frame)}


def a_record(body: str, *, received: int = 1) -> dict[str, Any]:
    return {
        "messageId": "m1",
        "receiptHandle": "h1",
        "body": body,
        "eventSource": "aws:sqs",
        "attributes": {"ApproximateReceiveCount": str(received)},
    }


def queued(aws: Aws) -> list[str]:
    messages = aws.sqs.receive_message(QueueUrl=aws.queue_url, MaxNumberOfMessages=10).get("Messages", [])
    return [decode_turn(message["Body"]).event for message in messages]


def rows(aws: Aws, table: str, item: str) -> list[dict[str, Any]]:
    return [row for row in aws.rows(table) if row["item"]["S"].startswith(item)]


def test_connection_gives_a_ticket_that_opens_a_socket(start: Start) -> None:
    connection = start("connection")

    given = connection.handle(a_ticket_request(), None)
    answer = connection.handle(a_handshake(json.loads(given["body"])["ticket"]), None)

    assert given["statusCode"] == 201
    assert answer["policyDocument"]["Statement"][0]["Effect"] == "Allow"
    assert holder_of(answer["context"]).conversation == json.loads(given["body"])["conversation"]


def test_connection_remembers_a_socket_from_its_opening_to_its_end(aws: Aws, start: Start) -> None:
    connection = start("connection")

    opened = connection.handle(a_socket_event("CONNECT"), None)
    during = aws.rows("connections")
    closed = connection.handle(a_socket_event("DISCONNECT"), None)

    assert (opened["statusCode"], closed["statusCode"]) == (200, 200)
    assert [row["connection"]["S"] for row in during] == ["k1"]
    assert aws.rows("connections") == []


def test_connection_answers_resume_and_goes_by_no_word_of_the_client(aws: Aws, start: Start) -> None:
    connection = start("connection")
    connection.handle(a_socket_event("CONNECT"), None)

    shown = connection.handle(a_socket_event("MESSAGE", {"type": "resume", "after": 0}), None)
    refused = connection.handle(a_socket_event("MESSAGE", {"type": "$disconnect"}), None)

    assert shown["statusCode"] == 200
    assert json.loads(shown["body"]) == {"type": "lines", "after": 0, "lines": [], "more": False}
    assert json.loads(refused["body"])["code"] == "unknown_type"
    assert len(aws.rows("connections")) == 1


def test_request_queues_what_a_page_says_before_it_acknowledges_it(aws: Aws, start: Start) -> None:
    frame = {"type": "message", "id": ID, "text": "London"}

    answer = start("request").handle(a_socket_event("MESSAGE", frame), None)

    assert (answer["statusCode"], json.loads(answer["body"])) == (200, {"type": "ack", "id": ID})
    assert queued(aws) == [ID]


def test_request_queues_what_a_messenger_brings_where_its_secret_is_right(aws: Aws, start: Start) -> None:
    request = start("request")
    call = {
        "version": "2.0",
        "pathParameters": {"installation": "telegram"},
        "headers": {"X-Telegram-Bot-Api-Secret-Token": "k" * 64},
        "body": json.dumps(an_update()),
    }

    taken = request.handle(call, None)
    forged = request.handle(call | {"headers": {}}, None)

    assert (taken, forged) == ({"statusCode": 200}, {"statusCode": 401})
    assert len(queued(aws)) == 1


def test_request_brings_internal_turns_that_have_waited(aws: Aws, start: Start) -> None:
    turn = a_turn(event="send:1", kind=Kind.INTERNAL, content=Noticed(notice=Notice.SEND))

    answer = start("request").handle({"Records": [a_record(encode_turn(turn))]}, None)

    assert answer == NOTHING_FAILED
    assert queued(aws) == ["send:1"]


def test_response_answers_a_turn_and_lets_the_queue_forget_it(aws: Aws, start: Start) -> None:
    body = encode_turn(a_turn(content=Unhandled(what=What.PHOTO)))

    answer = start("response").handle({"Records": [a_record(body)]}, Context())

    assert answer == NOTHING_FAILED
    assert len(rows(aws, "sessions", "LINE#")) == 2
    assert [row["state"]["S"] for row in rows(aws, "sessions", "TURN#")] == ["sent"]


def test_response_gives_a_turn_up_when_the_queue_has_shown_it_too_often(aws: Aws, start: Start) -> None:
    record = a_record(encode_turn(a_turn()), received=3)

    answer = start("response").handle({"Records": [record]}, Context())

    assert answer == NOTHING_FAILED
    assert [row["reason"]["S"] for row in rows(aws, "operations", "Q-")] == ["received too often"]


def test_response_names_the_message_that_it_cannot_read_and_settles_the_others(
    aws: Aws, start: Start
) -> None:
    readable = a_record(encode_turn(a_turn(content=Unhandled(what=What.PHOTO))))
    records = [a_record("{}") | {"messageId": "m2"}, readable]

    answer = start("response").handle({"Records": records}, Context())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m2"}]}
    assert len(rows(aws, "sessions", "TURN#")) == 1


def test_response_names_the_message_whose_turn_is_to_be_shown_again(aws: Aws, start: Start) -> None:
    aws.dynamodb.delete_table(TableName="sessions")

    answer = start("response").handle({"Records": [a_record(encode_turn(a_turn()))]}, Context())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def test_a_receipt_is_a_turn_in_this_invocations_hands_until_it_is_cut_off() -> None:
    turn, clock = a_turn(), SetClock()

    receipt = to_receipt(a_record(encode_turn(turn), received=2), Context(), clock=clock)

    assert (receipt.turn, receipt.handle, receipt.received) == (turn, "h1", 2)
    assert receipt.worker == "invocation-1"
    assert receipt.deadline == clock.now() + timedelta(seconds=9)
