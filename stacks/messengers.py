"""What the platform and a messenger prove themselves to each other with, an installation each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.channels import MESSENGERS, Proof
from stacks.secrets import empty_token, issued_proof
from stacks.secrets import proof as made_proof
from stacks.stage import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class MessengerSecrets:
    """The secrets of one installation.

    webhook: what the messenger proves itself with when it calls us; only ``request`` reads it. ``None`` where
    it signs with keys that it publishes.
    token: what we show when we call the messenger; only ``response`` reads it.
    """

    webhook: secretsmanager.ISecret | None
    token: secretsmanager.ISecret


class Messengers(Construct):
    """The secrets of every messenger; outputs tell an operator where they are."""

    def __init__(
        self, scope: Construct, construct_id: str, *, installations: Iterable[Installation], key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self.secrets: Mapping[str, MessengerSecrets] = {
            each.name: self._secrets(each.name, MESSENGERS[each.channel].proof, key) for each in installations
        }

    def _secrets(self, installation: str, proof: Proof, key: kms.IKey) -> MessengerSecrets:
        title = "".join(word.capitalize() for word in installation.split("-"))
        calling = f"the token to call {installation} with; only response reads it"
        token = empty_token(self, f"{title}Token", key=key, purpose=calling)
        webhook = self._webhook(f"{title}WebhookSecret", installation, proof, key)
        stack = cdk.Stack.of(self)
        if webhook is not None:
            cdk.CfnOutput(stack, f"{title}WebhookSecretArn", value=webhook.secret_arn)
        cdk.CfnOutput(stack, f"{title}TokenArn", value=token.secret_arn)
        return MessengerSecrets(webhook=webhook, token=token)

    def _webhook(
        self, name: str, installation: str, proof: Proof, key: kms.IKey
    ) -> secretsmanager.ISecret | None:
        purpose = f"what {installation} proves itself with when it calls; only request reads it"
        match proof:
            case Proof.MADE:
                return made_proof(self, name, key=key, purpose=purpose)
            case Proof.ISSUED:
                return issued_proof(self, name, key=key, purpose=purpose)
            case Proof.SIGNED:
                return None
