"""A Lambda with the defaults of all of them: its bundle, its log group, and a role of its own."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import cast

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_wildcards
from stacks.bundle import bundle
from stacks.environment import check_environment
from stacks.log import kept_log
from stacks.permits import allow
from stacks.stage import Stage

ROOT = Path(__file__).resolve().parent.parent
MEMORY_MIB = 512


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
        without: Collection[str] = (),
        comes_back: bool = False,
        function_name: str | None = None,
        role_name: str | None = None,
    ) -> None:
        """See above.

        comes_back: whether what it sends may lead back to it time and again; else Lambda, which takes that
            for a mistake, lets a message call it sixteen times and then drops it among the dead letters.
            Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
        function_name, role_name: where others must know them before they are there; else made by AWS.
        """
        super().__init__(scope, construct_id)
        check_environment(entry, environment, stage=stage.name)
        self.log_group = kept_log(self, "Log", stage=stage)
        folder = Path(cdk.Stage.of(self).outdir, "bundles", stage.name, entry)  # type: ignore[union-attr] # every tree has a stage
        bundle(
            f"lambdas.{entry}.handler",
            folder,
            root=ROOT,
            machine=stage.machine,
            files=files,
            without=without,
        )
        role = self._role(role_name, [_to_write(self.log_group), _to_trace(), *may])
        self.role_name = role.role_name
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=function_name,
            runtime=lambda_.Runtime(stage.machine.runtime, lambda_.RuntimeFamily.PYTHON),
            architecture=_architecture(stage.machine.architecture),
            handler=f"lambdas.{entry}.handler.handle",
            code=lambda_.Code.from_asset(str(folder)),
            timeout=cdk.Duration.seconds(timeout_s),
            memory_size=MEMORY_MIB,
            environment=dict(environment),
            role=role,
            log_group=self.log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            recursive_loop=lambda_.RecursiveLoop.ALLOW if comes_back else None,
        )
        # Said to the resource itself: the construct would attach a policy of its own to the role.
        resource = cast("lambda_.CfnFunction", self.function.node.default_child)
        resource.tracing_config = lambda_.CfnFunction.TracingConfigProperty(mode="Active")
        acknowledge(self.function, "AwsSolutions-L1", "the stage names its runtime; this one starts faster")

    def _role(self, name: str | None, statements: Sequence[iam.PolicyStatement]) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            role_name=name,
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"Exactly": iam.PolicyDocument(statements=list(statements))},
        )
        acknowledge_wildcards(role, among=("*",), reason="X-Ray knows no resource to write a trace to")
        return role


def _to_write(log_group: logs.ILogGroup) -> iam.PolicyStatement:
    return allow("logs", ["CreateLogStream", "PutLogEvents"], log_group.log_group_arn)


def _to_trace() -> iam.PolicyStatement:
    """Allow what active tracing needs.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/python-tracing.html
    """
    return allow("xray", ["PutTraceSegments", "PutTelemetryRecords"], "*")


def _architecture(name: str) -> lambda_.Architecture:
    return lambda_.Architecture.ARM_64 if name == "arm64" else lambda_.Architecture.X86_64
