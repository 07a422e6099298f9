"""The stack that outlives every other: tables, the key that encrypts them, and the signing secrets."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.secrets import proof
from stacks.stage import Stage


class StateStack(cdk.Stack):
    """What the platform knows; who may do what with it is stated where each Lambda is made."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(
            scope,
            construct_id,
            description="Parley: tables, their key, and the signing secrets",
            termination_protection=stage.protected,
        )
        self.key = kms.Key(
            self,
            "Key",
            description=f"Parley {stage.name}: tables and signing secrets",
            enable_key_rotation=True,
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        # Who is connected to a conversation.
        self.connections = self._table("Connections", "conversation", "connection", stage)
        # Conversations: their order, sessions, the inbox of turns, and lines.
        self.sessions = self._table("Sessions", "conversation", "item", stage)
        # What belongs to a person; spent tickets.
        self.tokens = self._table("Tokens", "owner", "item", stage)
        # Quarantined turns, and limits.
        self.operations = self._table("Operations", "subject", "item", stage)
        signs_tickets = "signs tickets and visitors; only connection reads it"
        self.door = proof(self, "DoorKey", key=self.key, purpose=signs_tickets)
        self.links = self._links(stage)
        signs_envelopes = "signs what response asks of fulfilment"
        self.envelope = proof(self, "EnvelopeKey", key=self.key, purpose=signs_envelopes)

    def _links(self, stage: Stage) -> secretsmanager.ISecret | None:
        """What the links to sign in by are made with, where people can sign in."""
        if stage.identity is None:
            return None
        makes_links = "makes the links to sign in by; only response and connection read it"
        return proof(self, "LinksKey", key=self.key, purpose=makes_links)

    def _table(self, name: str, partition_key: str, sort_key: str, stage: Stage) -> dynamodb.Table:
        table = kept_table(self, name, keys=(partition_key, sort_key), key=self.key, stage=stage)
        cdk.CfnOutput(self, f"{name}Table", value=table.table_name)
        return table


def kept_table(
    scope: Construct, name: str, *, keys: tuple[str, str], key: kms.IKey, stage: Stage
) -> dynamodb.Table:
    """A table as all are here: on demand, encrypted with our key, restorable to any second, never dropped.

    keys: the names of its partition key and its sort key, both text.
    """
    partition_key, sort_key = (
        dynamodb.Attribute(name=attribute, type=dynamodb.AttributeType.STRING) for attribute in keys
    )
    return dynamodb.Table(
        scope,
        name,
        partition_key=partition_key,
        sort_key=sort_key,
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
        encryption_key=key,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        time_to_live_attribute="expires_epoch_s",
        deletion_protection=stage.protected,
        removal_policy=cdk.RemovalPolicy.RETAIN,
    )
