"""A log group as all are here: it forgets when the stage says, and only production's outlives its stack."""

import aws_cdk as cdk
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.stage import Stage

KEPT = {
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


def kept_log(scope: Construct, name: str, *, stage: Stage) -> logs.LogGroup:
    """Make one."""
    return logs.LogGroup(
        scope,
        name,
        retention=KEPT[stage.retention.log_days],
        removal_policy=cdk.RemovalPolicy.RETAIN if stage.protected else cdk.RemovalPolicy.DESTROY,
    )
