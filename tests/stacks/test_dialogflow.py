"""A stage whose bot is served by Dialogflow: one changed line, its webhook, its secrets and its bundle."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from sysconfig import get_path

import aws_cdk as cdk
import pytest
from cdk_nag import AwsSolutionsChecks
from cfnlint.api import lint

import app
from definition.read import read_bot
from stacks.configured import bots
from stacks.read_stage import read_stage
from tests.stacks.assembly import FUNCTIONS, Assembly, listed, readable
from tests.stacks.conftest import ROOT

IDENTITY = """
    dialogflow:
      project: my-project
      location: europe-west2
      credentials:
        audience: //iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/aws-1
        service_account: parley@my-project.iam.gserviceaccount.com"""
# A dependency that another property implies; the CDK writes every one of them.
WRITTEN_TWICE = "W3005"
IMPORTS_ALONE = """
import importlib, sys, time
folder, runtime = sys.argv[1:]
sys.path[:0] = [folder, runtime]
handler = importlib.import_module("lambdas.response.handler")
(engines,) = {tuple(engines) for engines in handler.desk.served["web"].engines.values()}
assert [engine.name for engine in engines] == ["dialogflow"], engines
assert "grpc" not in sys.modules
print("served")
"""
ANSWERS_ALONE = """
import json, sys
from types import SimpleNamespace
sys.path[:0] = sys.argv[1:]
from lambdas.engines.dialogflow.credentials import nobody
from lambdas.engines.dialogflow.light import Context, DetectIntentRequest, QueryInput
from lambdas.engines.dialogflow.light import QueryParameters, TextInput
from lambdas.engines.dialogflow.sessions import Sessions
result = {
    "fulfillmentText": "Hello",
    "parameters": {"a": [1, {"b": "c"}]},
    "outputContexts": [{"name": "n", "lifespanCount": 2}],
}
answer = SimpleNamespace(status=200, data=json.dumps({"queryResult": result}).encode())
http = SimpleNamespace(request=lambda *_, **__: answer)
sessions = Sessions(endpoint="http://e", credentials=nobody(), http=http, within_s=1)
query = QueryInput(text=TextInput(text="hi", language_code="en"))
params = QueryParameters(contexts=[Context(name="n", parameters={"a": 1})], payload={"b": "c"})
heard = sessions.detect_intent(DetectIntentRequest(session="s", query_input=query, query_params=params))
print(heard.query_result.fulfillment_text, heard.query_result.output_contexts[0].lifespan_count)
"""
RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")
KEYED = "\n    dialogflow: {project: my-project, credentials: secret}"


def tree_of(root: Path, stage: str, credentials: str) -> cdk.App:
    """A stage but for its engine."""
    (root / "bots").symlink_to(ROOT / "bots")
    (root / "stages").mkdir()
    text = (ROOT / "stages" / f"{stage}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ +dialogflow: .*\n", "", text)
    text = text.replace("engine: lex", f"engine: dialogflow{credentials}")
    (root / "stages" / "flow.yaml").write_text(text, encoding="utf-8")
    tree = cdk.App(outdir=str(root / "cdk.out"), context=dict(app.context(["-c", "stage=flow"])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "ROOT", root)
        app.add_stacks(tree)
    return tree


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> cdk.App:
    """The production stage on another engine."""
    return tree_of(tmp_path_factory.mktemp("keyless"), "production", IDENTITY)


@pytest.fixture(scope="module")
def keyless(tree: cdk.App) -> Assembly:
    return Assembly(stage="flow", folder=Path(tree.synth().directory))


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    tree = tree_of(tmp_path_factory.mktemp("keyed"), "local", KEYED)
    return Assembly(stage="flow", folder=Path(tree.synth().directory))


def test_response_is_told_of_the_agent_and_no_bot_is_made_in_lex(keyless: Assembly) -> None:
    travel = json.loads(keyless.environment("Response")["BOTS"])["travel"]

    assert travel["engine"] == "dialogflow"
    assert travel["agent"]["project"] == "my-project"
    assert travel["agent"]["location"] == "europe-west2"
    assert travel["agent"]["audience"].endswith("/providers/aws-1")
    assert "bot_id" not in travel
    assert not keyless.of_type("AWS::Lex::Bot")
    assert not any("Nlu" in template.name for template in keyless.templates)


def test_response_may_not_talk_with_lex_and_reads_no_key(keyless: Assembly) -> None:
    allowed = {action for each in keyless.statements("Response") for action in listed(each["Action"])}

    assert not {action for action in allowed if action.startswith("lex:")}
    assert not keyless.of_type("AWS::Lambda::Permission").keys() & {"FulfilmentFunctionLextravel"}
    assert reads(keyless, "AgentsTravelKey") == []


def test_the_webhook_is_a_route_to_fulfilment_and_to_nothing_else(keyless: Assembly) -> None:
    routes = keyless.of_type("AWS::ApiGatewayV2::Route").values()
    assert "POST /engines/dialogflow/{bot}" in {each["Properties"]["RouteKey"] for each in routes}
    callers = [
        readable(each["Properties"]["SourceArn"])
        for each in keyless.of_type("AWS::Lambda::Permission").values()
        if "Fulfilment" in readable(each["Properties"]["FunctionName"])
    ]
    assert [arn.partition("/")[2] for arn in callers] == ["$default/POST/engines/dialogflow/{bot}"]


def test_fulfilment_alone_reads_what_dialogflow_shows(keyless: Assembly) -> None:
    assert reads(keyless, "DialogflowWebhookSecret") == ["Fulfilment"]
    assert keyless.environment("Fulfilment")["WEBHOOK_SECRET_ARN"] == "DialogflowWebhookSecret"
    secret = keyless.resources["DialogflowWebhookSecret"]
    assert secret["DeletionPolicy"] == "Retain"
    assert secret["Properties"]["GenerateSecretString"]["PasswordLength"] == 64


def test_an_operator_is_told_what_the_agent_needs(keyless: Assembly) -> None:
    told = {**keyless.template("Fulfilment")["Outputs"], **keyless.template("Chat")["Outputs"]}

    assert readable(told["DialogflowWebhookSecretArn"]["Value"]) == "DialogflowWebhookSecret"
    assert readable(told["DialogflowWebhooksUrl"]["Value"]).endswith("/engines/dialogflow")
    assert readable(told["ResponseRoleName"]["Value"]) == "ResponseRole"


def test_fulfilment_has_the_dialogs_that_it_leads(keyless: Assembly) -> None:
    dialogs = json.loads((keyless.bundle("Fulfilment") / "dialogs.json").read_text(encoding="utf-8"))

    assert "BookHotel" in dialogs["travel"]["intents"]


def test_response_alone_has_the_packages_of_google(keyless: Assembly, local: Assembly) -> None:
    assert holding(keyless, "google") == ["Response"]
    assert holding(keyless, "lambdas/engines/dialogflow/engine.py") == ["Response"]
    assert holding(local, "google") == []
    assert holding(local, "lambdas/engines/dialogflow/engine.py") == []


@pytest.mark.parametrize(("script", "said"), [(IMPORTS_ALONE, "served"), (ANSWERS_ALONE, "Hello 2")])
def test_response_serves_by_dialogflow_with_nothing_but_its_bundle(
    keyed: Assembly, tmp_path: Path, script: str, said: str
) -> None:
    for package in RUNTIME:
        (tmp_path / package).symlink_to(Path(get_path("purelib"), package))
    region = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}

    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-B", "-I", "-S", "-W", "error", "-c", script, keyed.bundle("Response"), tmp_path],
        env={**keyed.environment("Response"), **region},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == f"{said}\n", done.stderr


def test_no_bundle_carries_grpc_which_only_clients_of_google_would_reach(keyed: Assembly) -> None:
    assert holding(keyed, "grpc") == []
    assert holding(keyed, "google/cloud/dialogflow_v2/types/session.py") == ["Response"]


def test_a_key_is_a_kept_secret_that_response_alone_reads(keyed: Assembly) -> None:
    secret = keyed.resources["AgentsTravelKey"]

    assert secret["Properties"]["SecretString"] == '{"token": ""}'
    assert secret["DeletionPolicy"] == "Retain"
    assert reads(keyed, "AgentsTravelKey") == ["Response"]
    travel = json.loads(keyed.environment("Response")["BOTS"])["travel"]
    assert travel["agent"]["key_arn"] == "AgentsTravelKey"
    told = keyed.template("Chat")["Outputs"]["TravelAgentKeyArn"]["Value"]
    assert readable(told) == "AgentsTravelKey"


def test_one_line_of_the_local_stage_changes_the_engine(tmp_path: Path) -> None:
    text = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
    (tmp_path / "stages").mkdir()
    changed = text.replace("engine: lex", "engine: dialogflow")
    (tmp_path / "stages" / "flow.yaml").write_text(changed, encoding="utf-8")
    stage = read_stage(tmp_path, "flow")

    definitions = {name: read_bot(ROOT / "bots" / name / "bot.yaml") for name in stage.bots}
    travel = json.loads(bots(stage, definitions, stage.aliases))["travel"]

    assert (travel["engine"], travel["agent"]) == (
        "dialogflow",
        {"project": "parley-local", "location": "global"},
    )


def test_every_template_is_one_that_cloudformation_takes(keyless: Assembly) -> None:
    for template in keyless.templates:
        found = {each.rule.id for each in lint(template.read_text(encoding="utf-8"))}
        assert found <= {WRITTEN_TWICE}


def test_nothing_that_aws_advises_is_left_open(tree: cdk.App) -> None:
    checks = AwsSolutionsChecks(tree)

    found = {
        stack.node.id: [each.rule_name for each in checks.validate_scope(stack).violations]
        for stack in tree.node.children
        if isinstance(stack, cdk.Stack)
    }

    assert {stack: rules for stack, rules in found.items() if rules} == {}


def reads(assembly: Assembly, secret: str) -> list[str]:
    """The Lambdas that may read a secret."""
    may: Callable[[str], bool] = lambda function: any(  # noqa: E731
        secret in map(readable, listed(statement["Resource"])) for statement in assembly.statements(function)
    )
    return [function for function in FUNCTIONS if may(function)]


def holding(assembly: Assembly, path: str) -> list[str]:
    """The Lambdas whose bundle has a path."""
    return [function for function in FUNCTIONS if (assembly.bundle(function) / path).exists()]
