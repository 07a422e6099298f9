"""How often response makes its calls, and how long it waits for them."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from lambdas.response.settings import Settings
from lambdas.response.wiring import wire
from tests.calls import a_bots_file

WEB = {"channel": "web", "bot": "travel", "locales": ["en-US"]}
TRAVEL = {"engine": "lex", "bot_id": "B" * 10, "alias_id": "A" * 10, "memory_s": 300, "daily_budget": 9}


@pytest.fixture
def configs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """How each client that response makes is configured, by service."""
    made: dict[str, Any] = {}
    make: Any = boto3.client

    def client(service: str, *, config: Config, **given: object) -> object:
        made[service] = config
        return make(service, region_name="eu-west-1", config=config, **given)

    monkeypatch.setattr(boto3, "client", client)
    env = {each.name.upper(): "9" if each.type is int else "x" for each in fields(Settings)}
    env |= {
        "INSTALLATIONS": json.dumps({"installations": {"web": WEB}}),
        "BOTS": json.dumps({"travel": TRAVEL}),
    }
    wire(env | {"ENGINE_TIMEOUT_S": "6", "AWS_REGION": "eu-west-1"}, bots_file=a_bots_file(tmp_path))
    return made


def test_the_engine_is_asked_once_for_as_long_as_the_stage_says(configs: dict[str, Any]) -> None:
    engine = configs["lexv2-runtime"]

    assert engine.retries["total_max_attempts"] == 1
    assert (engine.connect_timeout, engine.read_timeout) == (1, 6)


@pytest.mark.parametrize("service", ["dynamodb", "sqs", "secretsmanager", "apigatewaymanagementapi"])
def test_every_other_call_is_made_twice_at_most_and_is_over_soon(
    configs: dict[str, Any], service: str
) -> None:
    config = configs[service]

    assert config.retries["total_max_attempts"] == 2
    assert (config.connect_timeout, config.read_timeout) == (1, 2)
