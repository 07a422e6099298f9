"""What others check a template by: cfn-lint for what CloudFormation takes, cdk-nag for what AWS advises."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stacks.assembly import Assembly
from tests.stacks.conftest import ROOT

LINTER = Path(sys.executable).parent / "cfn-lint"
# A dependency that another property implies; the CDK writes every one of them.
WRITTEN_TWICE = "W3005"
# Judges every stack of the production stage and prints what is left open.
NAG = """
import json, sys
import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks
from app import add_stacks, context

app = cdk.App(context=context(["-c", "stage=production"]), outdir=sys.argv[1], analytics_reporting=False)
add_stacks(app)
checks = AwsSolutionsChecks(app)
stacks = [child for child in app.node.children if isinstance(child, cdk.Stack)]
reports = {stack.node.id: checks.validate_scope(stack) for stack in stacks}
names = {stack: [each.rule_name for each in report.violations] for stack, report in reports.items()}
print(json.dumps(names))
"""


def test_every_template_is_one_that_cloudformation_takes(assembly: Assembly) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [str(LINTER), "--ignore-checks", WRITTEN_TWICE, "--format", "parseable", "--", *assembly.templates],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="session")
def open_findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", NAG, str(tmp_path_factory.mktemp("nag"))],
        cwd=ROOT,
        env={**os.environ, "CDK_VALIDATION": "false"},  # noqa: TID251 - a process of our own
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    findings: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return findings


def test_nothing_that_aws_advises_is_left_open(open_findings: dict[str, list[str]]) -> None:
    assert {stack: found for stack, found in open_findings.items() if found} == {}


def test_every_stack_is_judged(open_findings: dict[str, list[str]], production: Assembly) -> None:
    assert {f"{stack}.template.json" for stack in open_findings} == {
        template.name for template in production.templates
    }
