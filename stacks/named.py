"""Names that are known before what they name is there, so that an earlier stack can speak of it."""

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
