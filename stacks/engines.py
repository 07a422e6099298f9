"""What an engine outside AWS and the platform prove themselves to each other with."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.secrets import empty_token
from stacks.stage import Agent

LEFT_OUT = ("lambdas.engines.dialogflow",)
"""What response's bundle is without where no bot of the stage needs it: the adapter and its packages."""


class AgentKeys(Construct):
    """A place for the key of every agent that is called with one; outputs tell an operator where they are."""

    def __init__(
        self, scope: Construct, construct_id: str, *, agents: Mapping[str, Agent], key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self.secrets: Mapping[str, secretsmanager.ISecret] = {
            name: self._secret(name, key) for name, agent in agents.items() if agent.keyed
        }

    def _secret(self, bot: str, key: kms.IKey) -> secretsmanager.ISecret:
        title = "".join(word.capitalize() for word in bot.split("-"))
        purpose = f"the key to call the agent of {bot} with; only response reads it"
        secret = empty_token(self, f"{title}Key", key=key, purpose=purpose)
        cdk.CfnOutput(cdk.Stack.of(self), f"{title}AgentKeyArn", value=secret.secret_arn)
        return secret
