"""Statements of what a Lambda may do: exact actions on exact resources, in words that read alike."""

from collections.abc import Iterable, Sequence

from aws_cdk import Aws
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs

# Partition keys of the tokens table: a person, who is a SHA-256 in hexadecimal.
OWNERS = "?" * 64
# The same: an invitation to sign in.
LOGINS = "LOGIN#*"


def allow(service: str, actions: Sequence[str], resource: str) -> iam.PolicyStatement:
    """Allow actions of one service on one resource."""
    return iam.PolicyStatement(actions=[f"{service}:{action}" for action in actions], resources=[resource])


def on_table(table: dynamodb.ITable, *actions: str) -> iam.PolicyStatement:
    """Allow DynamoDB actions on one table, not on its indexes."""
    return allow("dynamodb", actions, table.table_arn)


def on_items_of(table: dynamodb.ITable, owners: str, *actions: str) -> iam.PolicyStatement:
    """Allow DynamoDB actions on those items of a table whose partition key is like ``owners``.

    For actions that name a whole key, by themselves or in a transaction, where each item is judged as
    its own PutItem or UpdateItem would be; a Scan would slip through the condition.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
    """
    statement = on_table(table, *actions)
    statement.add_condition("ForAllValues:StringLike", {"dynamodb:LeadingKeys": [owners]})
    return statement


def on_queue(queue: sqs.IQueue, *actions: str) -> iam.PolicyStatement:
    """Allow SQS actions on one queue."""
    return allow("sqs", actions, queue.queue_arn)


def on_secret(secret: secretsmanager.ISecret) -> iam.PolicyStatement:
    """Allow reading one secret's value."""
    return allow("secretsmanager", ["GetSecretValue"], secret.secret_arn)


def on_key_through(key: kms.IKey, service: str, *actions: str) -> iam.PolicyStatement:
    """Allow use of a key, but only by way of another service.

    Stated on the role and not granted: a grant across stacks would write the role into the key's policy.
    """
    statement = allow("kms", actions, key.key_arn)
    statement.add_condition("StringEquals", {"kms:ViaService": f"{service}.{Aws.REGION}.amazonaws.com"})
    return statement


def to_use_tables(key: kms.IKey) -> iam.PolicyStatement:
    """Allow what DynamoDB asks of the key in the name of one who reads and writes encrypted tables.

    It asks with ``kms:ViaService``; for its own upkeep it has a grant, made with the table.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html#dynamodb-kms-authz
    """
    whole = ("Decrypt", "DescribeKey", "Encrypt")
    # What that page writes as GenerateDataKey* and ReEncrypt*.
    parts = ("GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo")
    return on_key_through(key, "dynamodb", *whole, *parts)


def to_read_secrets(key: kms.IKey) -> iam.PolicyStatement:
    """Allow what Secrets Manager asks of the key in the name of one who reads a secret.

    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    return on_key_through(key, "secretsmanager", "Decrypt")


def on_tokens(key: kms.IKey, purposes: Sequence[str], *actions: str) -> iam.PolicyStatement:
    """Allow use of the key of tokens, for these purposes; the key's own policy must say so, too."""
    statement = allow("kms", actions, key.key_arn)
    statement.add_condition("StringEquals", {"kms:EncryptionContext:purpose": list(purposes)})
    return statement


def to_read(secrets: Iterable[secretsmanager.ISecret], *, key: kms.IKey) -> list[iam.PolicyStatement]:
    """Allow reading these secrets, and nothing of the key where there are none."""
    statements = [on_secret(secret) for secret in secrets]
    return [*statements, to_read_secrets(key)] if statements else []
