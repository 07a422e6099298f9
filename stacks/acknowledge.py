"""A finding of cdk-nag that is meant so: said beside the construct, with the reason."""

import aws_cdk as cdk
from constructs import Construct


def acknowledge(construct: Construct, finding: str, reason: str) -> None:
    """Acknowledge one finding on one construct and what it is made of, such as ``AwsSolutions-S1``.

    Source: https://github.com/cdklabs/cdk-nag/blob/main/MIGRATION.md
    """
    cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=finding, reason=reason))


def acknowledge_wildcards(role: Construct, *, among: tuple[str, ...], reason: str) -> None:
    """Acknowledge each resource or action with a star that a role may use: ``*``, an ARN, ``s3:List*``."""
    for each in among:
        written = _as_nag_writes(cdk.Stack.of(role).resolve(each))
        kind = "Resource" if written.startswith("arn:") or written[0] in "*<" else "Action"
        acknowledge(role, f"AwsSolutions-IAM5[{kind}::{written}]", reason)


def _as_nag_writes(value: object) -> str:
    """A resolved ARN as cdk-nag prints it: ``arn:<AWS::Partition>:…:<SocketsApi248BE7F2>/*``."""
    match value:
        case {"Ref": str(name)}:
            return f"<{name}>"
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return f"<{name}.{attribute}>"
        case {"Fn::Join": [str(separator), list(parts)]}:
            return separator.join(_as_nag_writes(part) for part in parts)
    return str(value)
