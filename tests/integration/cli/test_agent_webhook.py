"""The doctor looks where the webhooks of Dialogflow's agents lead, and says what to do."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from cli.dialogflow_agents import dialogflow_agents
from cli.dialogflow_bot import SECRET_HEADER
from cli.doctor.deployed import Deployed
from cli.doctor.finding import Finding
from stacks.read_stage import read_stage
from stacks.stage import Agent, Stage
from tests.integration.dialogflow.standin import AgentsStandIn, agents_stand_in

ROOT = Path(__file__).parents[3]
URL = "https://a.example/engines/dialogflow"


def a_stage(location: str = "global") -> Stage:
    """The stage of the repository, whose travel bot Dialogflow serves."""
    stage = read_stage(ROOT, "production")
    agent = Agent(project="my-project", location=location, audience=None, service_account=None, keyed=True)
    travel = replace(stage.bots["travel"], agent=agent, every=("dialogflow",), locales={})
    return replace(stage, bots={"travel": travel}, installations={})


@pytest.fixture
def google() -> Iterator[AgentsStandIn]:
    with agents_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def session() -> Iterator[boto3.Session]:
    with mock_aws():
        yield boto3.Session(region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")


def calling(url: str, headers: dict[str, str], *, enabled: bool = True) -> dict[str, Any]:
    """An agent's fulfilment."""
    return {"enabled": enabled, "genericWebService": {"uri": url, "requestHeaders": headers}}


def looked_at(
    google: AgentsStandIn, session: boto3.Session, *, stage: Stage | None = None, **outputs: str
) -> Finding:
    """What is found of the agent's webhook, the secret of the stage being `now`."""
    secret = session.client("secretsmanager").create_secret(
        Name="proof", SecretString=json.dumps({"current": "now", "previous": "before"})
    )
    told = {"DialogflowWebhooksUrl": URL, "DialogflowWebhookSecretArn": secret["ARN"], **outputs}
    deployed = Deployed(
        stage=stage or a_stage(),
        session=session,
        outputs={name: value for name, value in told.items() if value},
        local={},
        open_agents=lambda agent: dialogflow_agents(
            project=agent.project, location="global", key_file=None, endpoint=google.url
        ),
    )
    [found] = [one for one in deployed.findings() if one.name == "webhook of travel's agent"]
    return found


def test_an_agent_that_calls_the_stage_with_its_secret_is_fine(
    google: AgentsStandIn, session: boto3.Session
) -> None:
    google.fulfillment = calling(f"{URL}/travel", {SECRET_HEADER.lower(): "now"})

    assert looked_at(google, session).written() == "webhook of travel's agent: fine"


@pytest.mark.parametrize(
    ("fulfillment", "wrong"),
    [
        ({}, "it is switched off"),
        (calling(f"{URL}/travel", {SECRET_HEADER: "now"}, enabled=False), "it is switched off"),
        (
            calling("https://b.example/travel", {SECRET_HEADER: "now"}),
            f"it leads to https://b.example/travel, not to {URL}/travel",
        ),
        (calling(f"{URL}/travel", {}), "it does not send X-Parley-Webhook-Secret"),
        (
            calling(f"{URL}/travel", {SECRET_HEADER: "before"}),
            "its X-Parley-Webhook-Secret is not the current secret",
        ),
    ],
)
def test_an_agent_that_calls_otherwise_is_told_with_the_mend(
    google: AgentsStandIn, session: boto3.Session, fulfillment: dict[str, Any], wrong: str
) -> None:
    google.fulfillment = fulfillment

    found = looked_at(google, session)

    assert found.wrong == wrong
    assert "parley bot deploy travel --engine dialogflow --project my-project --webhooks" in found.mend
    assert "docs/dialogflow.md#the-webhook" in found.mend


def test_the_mend_names_the_place_of_an_agent_in_a_region(
    google: AgentsStandIn, session: boto3.Session
) -> None:
    assert "--location europe-west2" in looked_at(google, session, stage=a_stage("europe-west2")).mend


def test_a_stage_that_has_no_webhook_yet_is_told_to_be_deployed(
    google: AgentsStandIn, session: boto3.Session
) -> None:
    found = looked_at(google, session, DialogflowWebhooksUrl="")

    assert found.wrong == "the stage has no DialogflowWebhooksUrl; deploy it"


def test_an_agent_that_cannot_be_asked_is_told_with_who_must_log_in(
    google: AgentsStandIn, session: boto3.Session
) -> None:
    google.url = "http://127.0.0.1:9"

    found = looked_at(google, session)

    assert (found.wrong[:11], "gcloud auth" in found.mend) == ("Dialogflow ", True)
