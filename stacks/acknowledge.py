"""A finding of cdk-nag that is meant so: said beside the construct, with the reason."""

import aws_cdk as cdk
from constructs import IConstruct


def acknowledge(construct: IConstruct, finding: str, reason: str) -> None:
    """Acknowledge one finding on one construct, such as ``AwsSolutions-IAM5[Resource::*]``.

    Source: https://github.com/cdklabs/cdk-nag/blob/main/MIGRATION.md
    """
    cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=finding, reason=reason))
