"""Names that are not left to AWS: known before what they name is there, or told apart by region."""

from aws_cdk import Aws


def link_name(stage: str) -> str:
    """The name of the Lambda that signs people in."""
    return f"parley-{stage}-link"


def link_arn(stage: str) -> str:
    """That Lambda, as IAM calls it."""
    return f"arn:{Aws.PARTITION}:lambda:{Aws.REGION}:{Aws.ACCOUNT_ID}:function:{link_name(stage)}"


def link_role(stage: str) -> str:
    """The name of its role; the region is in it, since IAM knows a name once an account."""
    return f"{link_name(stage)}-{Aws.REGION}"


def fulfilment_role(stage: str) -> str:
    """The name of fulfilment's role, as that."""
    return f"parley-{stage}-fulfilment-{Aws.REGION}"


def front_name(stage: str) -> str:
    """The name of what CloudFront keeps beside a distribution.

    The region is in it, since CloudFront, too, knows a name once an account, and the CDK's own names lack it.
    Source: https://github.com/aws/aws-cdk/issues/34336
    """
    return f"parley-{stage}-{Aws.REGION}"
