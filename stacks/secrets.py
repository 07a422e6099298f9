"""Secrets as all are here: encrypted with our key, kept, and with no value in any template."""

import json
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.acknowledge import acknowledge


def proof(scope: Construct, name: str, *, key: kms.IKey, purpose: str) -> secretsmanager.Secret:
    """A secret made in the account, of two valid values, so that what the older one proved stays valid.

    ``{"current": "<64 letters and digits>", "previous": ""}``
    """
    secret = secretsmanager.Secret(
        scope,
        name,
        description=f"Parley: {purpose}",
        encryption_key=key,
        generate_secret_string=secretsmanager.SecretStringGenerator(
            secret_string_template=json.dumps({"previous": ""}),
            generate_string_key="current",
            password_length=64,
            exclude_punctuation=True,
        ),
        removal_policy=cdk.RemovalPolicy.RETAIN,
    )
    acknowledge(secret, "AwsSolutions-SMG4", "an operator turns it over; the older value stays valid")
    return secret


def issued_proof(scope: Construct, name: str, *, key: kms.IKey, purpose: str) -> secretsmanager.Secret:
    """A place for what somebody else signs with, of two valid values; empty until an operator sets it.

    ``{"current": "", "previous": ""}``; while it is empty everything is refused.
    """
    return _empty(scope, name, {"current": "", "previous": ""}, key=key, purpose=purpose)


def empty_token(scope: Construct, name: str, *, key: kms.IKey, purpose: str) -> secretsmanager.Secret:
    """A place for a token that somebody else issues: ``{"token": ""}`` until an operator sets it.

    A later deployment leaves alone what was set, since this text does not change.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
    """
    return _empty(scope, name, {"token": ""}, key=key, purpose=purpose)


def _empty(
    scope: Construct, name: str, value: Mapping[str, str], *, key: kms.IKey, purpose: str
) -> secretsmanager.Secret:
    secret = secretsmanager.Secret(
        scope,
        name,
        description=f"Parley: {purpose}",
        encryption_key=key,
        secret_string_value=cdk.SecretValue.unsafe_plain_text(json.dumps(value)),
        removal_policy=cdk.RemovalPolicy.RETAIN,
    )
    acknowledge(secret, "AwsSolutions-SMG4", "only who issues it can turn it over")
    return secret
