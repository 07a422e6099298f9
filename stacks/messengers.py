"""What the platform and a messenger prove themselves to each other with, an installation each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.secrets import empty_token, proof
from stacks.stage import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class MessengerSecrets:
    """The secrets of one installation.

    webhook: what the messenger shows when it calls us; only ``request`` reads it.
    token: what we show when we call the messenger; only ``response`` reads it.
    """

    webhook: secretsmanager.ISecret
    token: secretsmanager.ISecret


class Messengers(Construct):
    """The secrets of every messenger; outputs tell an operator where they are."""

    def __init__(
        self, scope: Construct, construct_id: str, *, installations: Iterable[Installation], key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self.secrets: Mapping[str, MessengerSecrets] = {
            installation.name: self._secrets(installation.name, key) for installation in installations
        }

    def _secrets(self, installation: str, key: kms.IKey) -> MessengerSecrets:
        title = "".join(word.capitalize() for word in installation.split("-"))
        called = f"what {installation} shows when it calls; only request reads it"
        calling = f"the token to call {installation} with; only response reads it"
        webhook = proof(self, f"{title}WebhookSecret", key=key, purpose=called)
        token = empty_token(self, f"{title}Token", key=key, purpose=calling)
        stack = cdk.Stack.of(self)
        cdk.CfnOutput(stack, f"{title}WebhookSecretArn", value=webhook.secret_arn)
        cdk.CfnOutput(stack, f"{title}TokenArn", value=token.secret_arn)
        return MessengerSecrets(webhook=webhook, token=token)
