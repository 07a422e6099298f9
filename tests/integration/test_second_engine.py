"""A second engine, wired as a cold start wires it: Lex is out of reach, Dialogflow answers over HTTP."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import boto3
import pytest

from lambdas.domain.ids import InstallationId
from lambdas.domain.receipt import Receipt
from lambdas.domain.turn import Turn
from lambdas.flows.desk import Desk
from lambdas.flows.settle import settle
from lambdas.response.settings import Settings
from lambdas.response.wiring import wire
from tests.aws import Aws
from tests.bot_server import GONE, BotServer, a_bot_server
from tests.builders import a_turn
from tests.calls import a_bots_file

WEB = {"channel": "web", "bot": "travel", "locales": ["en-US", "es-ES"]}
TRAVEL = {
    "engine": "lex",
    "second": "dialogflow",
    "locales": {"es-ES": ["dialogflow"]},
    "bot_id": "B" * 10,
    "alias_id": "A" * 10,
    "agent": {"project": "p", "location": "global"},
    "memory_s": 300,
    "daily_budget": 99,
}
ASKED = {"queryResult": {"fulfillmentMessages": [{"text": {"text": ["In which city?"]}}]}}


@pytest.fixture
def dialogflow() -> Iterator[BotServer]:
    with a_bot_server() as running:
        running.orders = [(200, ASKED), (200, ASKED)]
        yield running


@pytest.fixture
def desk(aws: Aws, dialogflow: BotServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    region = aws.dynamodb.meta.region_name
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    with a_bot_server() as gone:
        nowhere = gone.url
    # Its server is gone by now: a connection is refused.
    monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", nowhere)
    key = json.dumps({"current": "k" * 64, "previous": ""})
    arn = boto3.client("secretsmanager").create_secret(Name="key", SecretString=key)["ARN"]
    env = {each.name.upper(): "60" if each.type is int else "x" for each in fields(Settings)}
    tables = {f"{name.upper()}_TABLE": name for name in ("connections", "sessions", "tokens", "operations")}
    given = {
        "QUEUE_URL": aws.queue_url,
        "LATER_QUEUE_URL": aws.later_url,
        "AWS_REGION": region,
        "ENVELOPE_KEY_ARN": arn,
        "ENGINE_TIMEOUT_S": "3",
        "LAST_RECEIVE": "3",
        "DIALOGFLOW_ENDPOINT": dialogflow.url,
        "INSTALLATIONS": json.dumps({"installations": {"web": WEB}}),
        "BOTS": json.dumps({"travel": TRAVEL}),
    }
    return wire(env | tables | given, bots_file=a_bots_file(tmp_path))


def shown(desk: Desk, turn: Turn, *, received: int = 1) -> bool:
    receipt = Receipt(
        turn=turn,
        handle="h",
        received=received,
        worker=f"w{received}",
        deadline=desk.clock.now() + timedelta(seconds=10),
    )
    return settle(receipt, desk=desk)


def told(aws: Aws) -> list[str]:
    """What the conversation holds of the bot, in order."""
    rows = sorted(aws.rows("sessions"), key=lambda row: row["item"]["S"])
    lines = [json.loads(row["line"]["S"]) for row in rows if row["item"]["S"].startswith("LINE#")]
    return [line["parts"][0]["text"] for line in lines if line["who"] == "bot"]


def test_the_second_engine_answers_where_the_first_refuses_connections(
    aws: Aws, desk: Desk, dialogflow: BotServer
) -> None:
    assert shown(desk, a_turn("book a room"))

    assert told(aws) == ["In which city?"]
    (turn,) = [row for row in aws.rows("sessions") if row["item"]["S"].startswith("TURN#")]
    assert turn["engine"]["S"] == "dialogflow"
    assert [call["queryInput"]["text"]["text"] for _, call in dialogflow.calls] == ["book a room"]


def test_a_turn_that_the_second_may_have_heard_is_asked_of_nobody_else(
    aws: Aws, desk: Desk, dialogflow: BotServer
) -> None:
    dialogflow.orders = [GONE, (200, ASKED)]

    assert not shown(desk, a_turn("book a room"))
    assert shown(desk, a_turn("book a room"), received=2)

    assert told(aws) == ["In which city?"]
    assert [call["queryParams"].get("resetContexts") for _, call in dialogflow.calls] == [None, True]


def test_a_language_has_its_own_engine(aws: Aws, desk: Desk, dialogflow: BotServer) -> None:
    assert [engine.name for engine in desk.served[InstallationId("web")].engines["es-ES"]] == ["dialogflow"]

    shown(desk, a_turn("reservar", locale="es-ES"))

    assert [call["queryInput"]["text"]["languageCode"] for _, call in dialogflow.calls] == ["es"]
    assert len(told(aws)) == 1
