"""Probes as a person asks for them, from a stage in an account to what is told."""

import json
from dataclasses import replace
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from cli.doctor.deployed import Deployed
from cli.doctor.dialogflow_behaviours import DIALOGFLOW, REGION, TRUST
from cli.doctor.finding import AS_EXPECTED
from cli.doctor.lex_behaviours import BUILDS, LEX
from cli.doctor.probes import Wanted, outcomes
from cli.lex_models import Patience
from stacks.read_stage import read_stage
from stacks.stage import Agent
from tests.integration.cli.dialogflow_rig import OURS, dialogflow_rig
from tests.integration.cli.lex_rig import lex_rig

ROOT = Path(__file__).parents[3]
AT_ONCE = Patience(every_s=0.0, longest_s=10.0)


def a_session() -> boto3.Session:
    return boto3.Session(region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")


def test_a_bot_is_probed_with_the_clients_of_the_stages_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.doctor.probes.PATIENCE", AT_ONCE)
    said: list[str] = []
    with lex_rig(patience=AT_ONCE) as rig:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_MODELS_V2", rig.account.url)
        rig.account.failing["build"] = ["not like this"]
        stage = read_stage(ROOT, "production")
        deployed = Deployed(stage=stage, session=a_session(), outputs={}, local={})

        [(where, told)] = outcomes(Wanted(bot=True), deployed, say=said.append)

    assert where == "parley-doctor-probe in Amazon Lex"
    assert list(told) == [one.name for one in LEX]
    assert told[BUILDS].startswith("different: build of en_US failed: not like this")
    assert "the bot parley-doctor-probe is gone" in said


@mock_aws
def test_an_agent_is_probed_with_the_webhook_and_the_secret_of_the_stage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = a_session()
    secret = session.client("secretsmanager").create_secret(
        Name="proof", SecretString=json.dumps({"current": "s3cret"})
    )
    agent = Agent(project="chat", location="global", audience=None, service_account=None, keyed=True)
    stage = read_stage(ROOT, "production")
    concierge = replace(stage.bots["concierge"], agent=agent, every=("dialogflow",), locales={})
    with dialogflow_rig() as rig:
        monkeypatch.setattr("cli.doctor.dialogflow_live.sessions_client", lambda *_, **__: rig.sessions)
        deployed = Deployed(
            stage=replace(stage, bots={"concierge": concierge}),
            session=session,
            outputs={
                "DialogflowWebhooksUrl": OURS.url.removesuffix("/concierge"),
                "DialogflowWebhookSecretArn": secret["ARN"],
            },
            local={},
            open_agents=lambda _agent: rig.agents(),
        )

        [(where, told)] = outcomes(Wanted(project="my-project"), deployed, say=rig.said.append)

    assert where == "parley-doctor-probe in Dialogflow"
    assert list(told) == [one.name for one in DIALOGFLOW]
    assert {name for name, one in told.items() if not one.startswith(AS_EXPECTED)} == {REGION, TRUST}
    assert not rig.google.exists
