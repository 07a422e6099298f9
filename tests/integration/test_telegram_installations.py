"""Telegram bots beside each other, wired as cold starts wire them: secrets in, queue and Bot API out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import boto3
import pytest

from lambdas.domain.errors import Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn_json import decode_turn
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import wire as wire_request
from lambdas.response import wiring
from lambdas.response.settings import Settings
from lambdas.response.wiring import wire as wire_response
from tests.aws import Aws
from tests.bot_server import BotServer, a_bot_server
from tests.builders import a_reply, an_address
from tests.calls import a_bots_file
from tests.fakes.channel import nobody
from tests.telegram_updates import an_update

TRIPS, HOTEL = "trips", "hotel"
TRAVEL = {"engine": "lex", "bot_id": "B" * 10, "alias_id": "A" * 10, "memory_s": 300, "daily_budget": 9}

WEB = {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": ["https://example.com"]}


@pytest.fixture
def server() -> Iterator[BotServer]:
    with a_bot_server() as running:
        yield running


@pytest.fixture
def env(aws: Aws, server: BotServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """What both Lambdas are told, with two Telegram bots."""
    monkeypatch.setattr(wiring, "BOTS_FILE", a_bots_file(tmp_path))
    monkeypatch.setenv("AWS_DEFAULT_REGION", aws.dynamodb.meta.region_name)
    settings = {each.name.upper(): "5" if each.type is int else "some" for each in fields(Settings)}
    return settings | {
        "AWS_REGION": aws.dynamodb.meta.region_name,
        "QUEUE_URL": aws.queue_url,
        "LATER_QUEUE_URL": aws.later_url,
        "BOTS": json.dumps({"travel": TRAVEL}),
        "TELEGRAM_ENDPOINT": server.url,
        "INSTALLATIONS": json.dumps(
            {"installations": {"web": WEB, **{name: an_installation(name) for name in (TRIPS, HOTEL)}}}
        ),
        "WEBHOOKS_URL": "https://chat.example/webhooks",
    }


def an_installation(name: str) -> Mapping[str, object]:
    secret = json.dumps({"current": f"new-{name}", "previous": f"old-{name}"})
    token = json.dumps({"token": f"1:{name}"})
    return {
        "channel": "telegram",
        "bot": "travel",
        "locales": ["en-US"],
        "webhook_secret_arn": a_secret(f"{name}-webhook", secret),
        "token_arn": a_secret(f"{name}-token", token),
    }


def a_secret(name: str, text: str) -> str:
    arn: str = boto3.client("secretsmanager").create_secret(Name=name, SecretString=text)["ARN"]
    return arn


def a_call(name: str, secret: str) -> dict[str, Any]:
    return {
        "version": "2.0",
        "pathParameters": {"installation": name},
        "headers": {"X-Telegram-Bot-Api-Secret-Token": secret},
        "body": json.dumps(an_update()),
    }


def queued(aws: Aws) -> list[str]:
    messages = aws.sqs.receive_message(QueueUrl=aws.queue_url, MaxNumberOfMessages=10).get("Messages", [])
    return [decode_turn(message["Body"]).address.installation for message in messages]


@pytest.mark.parametrize("age", ["new", "old"])
def test_each_bot_lets_in_what_shows_its_own_secret(env: dict[str, str], aws: Aws, age: str) -> None:
    app = wire_request(env)

    answers = [
        answer_webhook(a_call(name, f"{age}-{shown}"), app=app)["statusCode"]
        for name in (TRIPS, HOTEL)
        for shown in (TRIPS, HOTEL)
    ]

    assert answers == [200, 401, 401, 200]
    assert sorted(queued(aws)) == [HOTEL, TRIPS]


def test_a_web_page_has_no_webhook(env: dict[str, str]) -> None:
    assert answer_webhook(a_call("web", "new-trips"), app=wire_request(env)) == {"statusCode": 404}


def test_a_bot_without_a_secret_lets_nobody_in(env: dict[str, str], aws: Aws) -> None:
    arn = json.loads(env["INSTALLATIONS"])["installations"][TRIPS]["webhook_secret_arn"]
    boto3.client("secretsmanager").put_secret_value(SecretId=arn, SecretString='{"current":"","previous":""}')

    assert answer_webhook(a_call(TRIPS, ""), app=wire_request(env)) == {"statusCode": 401}
    assert queued(aws) == []


def test_each_bot_answers_with_its_own_token(env: dict[str, str], server: BotServer) -> None:
    served = wire_response(env).served

    for name in (TRIPS, HOTEL):
        outbound = served[InstallationId(name)].outbound
        outbound.deliver(
            an_address("42", user="42", installation=name), [a_reply(1, f"from {name}")], seen=nobody
        )

    assert server.texts() == [
        ("/bot1:trips/sendMessage", "from trips"),
        ("/bot1:hotel/sendMessage", "from hotel"),
    ]


def test_a_bot_without_a_token_loses_nothing(env: dict[str, str], server: BotServer) -> None:
    arn = json.loads(env["INSTALLATIONS"])["installations"][TRIPS]["token_arn"]
    boto3.client("secretsmanager").put_secret_value(SecretId=arn, SecretString='{"token":""}')
    outbound = wire_response(env).served[InstallationId(TRIPS)].outbound

    with pytest.raises(Retryable):
        outbound.deliver(an_address("42", user="42", installation=TRIPS), [a_reply(1)], seen=nobody)

    assert server.calls == []


def test_a_channel_that_nobody_knows_stops_the_start(env: dict[str, str]) -> None:
    installations = {"pigeons": {"channel": "pigeon", "bot": "travel", "locales": ["en-US"]}}

    with pytest.raises(ValueError, match="pigeons: unknown channel pigeon"):
        wire_response(env | {"INSTALLATIONS": json.dumps({"installations": installations})})
