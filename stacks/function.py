"""A Lambda with the defaults of all of them: its bundle, its log group, and a role of its own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.bundle import bundle
from stacks.permits import allow
from stacks.stage import Stage

ROOT = Path(__file__).resolve().parent.parent
MEMORY_MIB = 512
KEPT = {
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


class PythonFunction(Construct):
    """One folder of ``lambdas/`` as a Lambda that may write its own log and do what is stated, no more."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        entry: str,
        timeout_s: int,
        environment: Mapping[str, str],
        may: Sequence[iam.PolicyStatement],
        files: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(
            self,
            "Log",
            retention=KEPT[stage.retention.log_days],
            removal_policy=cdk.RemovalPolicy.RETAIN if stage.protected else cdk.RemovalPolicy.DESTROY,
        )
        folder = Path(cdk.Stage.of(self).outdir, "bundles", stage.name, entry)  # type: ignore[union-attr] # every tree has a stage
        bundle(f"lambdas.{entry}.handler", folder, root=ROOT, machine=stage.machine, files=files)
        self.function = lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime(stage.machine.runtime, lambda_.RuntimeFamily.PYTHON),
            architecture=_architecture(stage.machine.architecture),
            handler=f"lambdas.{entry}.handler.handle",
            code=lambda_.Code.from_asset(str(folder)),
            timeout=cdk.Duration.seconds(timeout_s),
            memory_size=MEMORY_MIB,
            environment=dict(environment),
            role=self._role([_to_write(log_group), *may]),
            log_group=log_group,
            logging_format=lambda_.LoggingFormat.JSON,
        )

    def _role(self, statements: Sequence[iam.PolicyStatement]) -> iam.Role:
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"Exactly": iam.PolicyDocument(statements=list(statements))},
        )


def _to_write(log_group: logs.ILogGroup) -> iam.PolicyStatement:
    return allow("logs", ["CreateLogStream", "PutLogEvents"], log_group.log_group_arn)


def _architecture(name: str) -> lambda_.Architecture:
    return lambda_.Architecture.ARM_64 if name == "arm64" else lambda_.Architecture.X86_64
