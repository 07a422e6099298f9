"""The key that people's tokens are encrypted with, and who alone may use it, for what.

The roles are named before there are any, so that this key stands before the stacks that use it.
"""

import aws_cdk as cdk
from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from stacks.named import fulfilment_role, link_role
from stacks.stage import Stage

# What a token is for; it is encrypted with its purpose, and with its owner.
ACCESS, REFRESH = "access", "refresh"
PURPOSE, OWNER = "kms:EncryptionContext:purpose", "kms:EncryptionContext:owner"

ENCRYPT = ("kms:Encrypt", "kms:GenerateDataKey")
DECRYPT = ("kms:Decrypt",)
# What nobody needs, and what could hand the rest on.
NEVER = (
    "kms:CreateGrant",
    "kms:GenerateDataKeyPair",
    "kms:GenerateDataKeyPairWithoutPlaintext",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
ADMINISTER = (
    "kms:CancelKeyDeletion",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateKeyDescription",
)


def tokens_key(scope: Construct, *, stage: Stage) -> kms.Key:
    """The key. The account administers it, and no policy but its own can let anybody use it."""
    link, fulfilment = (_arn(role(stage.name)) for role in (link_role, fulfilment_role))
    return kms.Key(
        scope,
        "TokensKey",
        description=f"Parley {stage.name}: people's tokens",
        enable_key_rotation=True,
        policy=iam.PolicyDocument(
            statements=[
                _let("Administer", ADMINISTER),
                _let("LinkEncrypts", ENCRYPT, role=link, purposes=(ACCESS, REFRESH)),
                _let("LinkDecryptsRefreshTokens", DECRYPT, role=link, purposes=(REFRESH,)),
                _let("FulfilmentDecryptsAccessTokens", DECRYPT, role=fulfilment, purposes=(ACCESS,)),
                # What is denied here no grant and no policy of the account can allow.
                _deny("NobodyHandsItOn", NEVER),
                _deny("OnlyLinkEncrypts", ENCRYPT, but=(link,)),
                _deny("OnlyTheseDecrypt", DECRYPT, but=(link, fulfilment)),
                _deny("OnlyLinkDecryptsRefreshTokens", DECRYPT, but=(link,), not_for=ACCESS),
                _deny("OnlyFulfilmentDecryptsAccessTokens", DECRYPT, but=(fulfilment,), not_for=REFRESH),
            ]
        ),
        removal_policy=cdk.RemovalPolicy.RETAIN,
    )


def _arn(role: str) -> str:
    return f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/{role}"


def _let(
    sid: str, actions: tuple[str, ...], *, role: str | None = None, purposes: tuple[str, ...] = ()
) -> iam.PolicyStatement:
    """Let the account's IAM allow these actions, to one role and for these purposes where they are named."""
    statement = iam.PolicyStatement(
        sid=sid, actions=list(actions), principals=[iam.AccountRootPrincipal()], resources=["*"]
    )
    if role:
        statement.add_condition("ArnEquals", {"aws:PrincipalArn": role})
        statement.add_condition("StringEquals", {PURPOSE: list(purposes)})
        statement.add_condition("Null", {OWNER: "false"})
    return statement


def _deny(
    sid: str, actions: tuple[str, ...], *, but: tuple[str, ...] = (), not_for: str | None = None
) -> iam.PolicyStatement:
    """Deny actions to everybody but these roles; not for one purpose where it is named."""
    statement = iam.PolicyStatement(
        sid=sid,
        effect=iam.Effect.DENY,
        actions=list(actions),
        principals=[iam.AnyPrincipal()],
        resources=["*"],
    )
    if but:
        statement.add_condition("ArnNotEquals", {"aws:PrincipalArn": list(but)})
    if not_for:
        statement.add_condition("StringNotEquals", {PURPOSE: not_for})
    return statement
