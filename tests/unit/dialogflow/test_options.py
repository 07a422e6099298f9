"""The command line of the local Dialogflow."""

import argparse
from pathlib import Path

import pytest

from dev.dialogflow.__main__ import AgentOption, agent_option, options
from dev.served_bots import dialogflow_options, local_stage


def test_an_agent_is_a_project_and_a_file() -> None:
    assert agent_option("my-project=bots/a/bot.yaml") == AgentOption(
        project="my-project", file=Path("bots/a/bot.yaml")
    )


@pytest.mark.parametrize("text", ["my-project", "=bot.yaml", "my-project="])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is not PROJECT=FILE"):
        agent_option(text)


def test_the_local_stage_tells_of_its_agents_and_their_webhook() -> None:
    stage = local_stage("dialogflow")

    told = options(
        dialogflow_options(stage, {"DialogflowWebhookSecretArn": "arn:secret"}, http="http://here")
    )

    assert AgentOption(project="parley-local", file=Path("bots/travel/bot.yaml")) in told.agent
    assert (told.webhooks, told.secret) == ("http://here/engines/dialogflow", "arn:secret")
    assert (told.port, told.grpc_port) == (0, 0)
