"""A stage that books at a service of its own: where the service is, its token, and who may read that."""

import re
from pathlib import Path

import aws_cdk as cdk
import pytest
from cdk_nag import AwsSolutionsChecks

import app
from tests.stacks.assembly import Assembly, listed, readable
from tests.stacks.conftest import ROOT

URL = "https://bookings.example.com/v1"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> cdk.App:
    """The local stage, but for its bookings."""
    root = tmp_path_factory.mktemp("project")
    (root / "bots").symlink_to(ROOT / "bots")
    (root / "stages").mkdir()
    local = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
    local = re.sub(r"(?m)^bookings: .*\n", "", local)
    (root / "stages" / "booking.yaml").write_text(f"{local}\nbookings: {{url: {URL}}}\n", encoding="utf-8")
    tree = cdk.App(outdir=str(root / "cdk.out"), context=dict(app.context(["-c", "stage=booking"])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "ROOT", root)
        app.add_stacks(tree)
    return tree


@pytest.fixture(scope="module")
def booking(tree: cdk.App) -> Assembly:
    return Assembly(stage="booking", folder=Path(tree.synth().directory))


def test_fulfilment_is_told_where_the_service_and_its_token_are(booking: Assembly) -> None:
    environment = booking.environment("Fulfilment")

    assert (environment["BOOKINGS_URL"], environment["BOOKINGS_TOKEN_ARN"]) == (URL, "BookingsToken")


def test_the_token_is_a_kept_secret_that_no_template_knows(booking: Assembly) -> None:
    secret = booking.resources["BookingsToken"]

    assert secret["Properties"]["SecretString"] == '{"token": ""}'
    assert readable(secret["Properties"]["KmsKeyId"]) == "Key"
    assert secret["DeletionPolicy"] == "Retain"


def test_an_operator_is_told_where_to_put_the_token(booking: Assembly) -> None:
    told = booking.template("Fulfilment")["Outputs"]["BookingsTokenArn"]["Value"]

    assert readable(told) == "BookingsToken"


@pytest.mark.parametrize("function", ["Request", "Connection", "Response", "Fulfilment"])
def test_only_fulfilment_may_read_the_token(booking: Assembly, function: str) -> None:
    allowed = [
        listed(statement["Action"])
        for statement in booking.statements(function)
        if "BookingsToken" in map(readable, listed(statement["Resource"]))
    ]

    expected = [["secretsmanager:GetSecretValue"]] if function == "Fulfilment" else []
    assert allowed == expected


def test_nothing_that_aws_advises_is_left_open(tree: cdk.App) -> None:
    stack = tree.node.find_child("Parley-booking-Fulfilment")

    report = AwsSolutionsChecks(tree).validate_scope(stack)

    assert [violation.rule_name for violation in report.violations] == []


def test_results_stay_in_our_own_table(booking: Assembly) -> None:
    assert booking.environment("Fulfilment")["BOOKINGS_TABLE"] == "Bookings"


def test_a_stage_with_our_table_has_no_token(assembly: Assembly) -> None:
    assert "BookingsToken" not in assembly.resources
