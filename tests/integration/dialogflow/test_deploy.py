"""`parley bot export | diff | deploy --engine dialogflow`, through the clients of Google's own package."""

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from cli import bot as command
from cli.main import parser
from definition.dialogflow.agent import Webhook
from definition.dialogflow.archive import read_archive
from definition.dialogflow.compile import dialogflow_agent
from definition.read import read_bot
from tests.integration.dialogflow.standin import AgentsStandIn, agents_stand_in
from tests.unit.definition.files import SMALL, a_file


@pytest.fixture
def google() -> Iterator[AgentsStandIn]:
    with agents_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def pizza(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "BOTS", tmp_path)
    monkeypatch.chdir(tmp_path)
    return a_file(tmp_path)


def parley(*arguments: str) -> int:
    """Run `parley bot …`; its exit code."""
    options = parser().parse_args(["bot", *arguments, "--engine", "dialogflow"])
    code: int = options.run(options)
    return code


def deployed(google: AgentsStandIn, *more: str) -> int:
    """Deploy the bot to the stand-in."""
    return parley("deploy", "pizza", "--project", "my-project", "--endpoint", google.url, *more)


def test_an_archive_is_written_that_holds_the_agent_and_no_secret(
    pizza: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = parley("export", "pizza")

    written = read_archive(Path("pizza-dialogflow.zip").read_bytes())
    assert (code, written) == (0, dialogflow_agent(read_bot(pizza)))
    said = "pizza-dialogflow.zip: 7 intents in en; restore it in Dialogflow\n"
    assert capsys.readouterr().out == said


@pytest.mark.usefixtures("aws")
def test_a_bot_is_restored_trained_and_connected(
    pizza: Path, google: AgentsStandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    secret = boto3.client("secretsmanager").create_secret(
        Name="proof", SecretString=json.dumps({"current": "s3cret", "previous": ""})
    )
    google.findings = [{"severity": "WARNING", "errorMessage": "few training phrases"}]
    webhooks = "https://a.example/engines/dialogflow/"

    code = deployed(google, "--webhooks", webhooks, "--secret-arn", secret["ARN"])

    webhook = Webhook(
        url="https://a.example/engines/dialogflow/pizza", headers={"X-Parley-Webhook-Secret": "s3cret"}
    )
    assert code == 0
    assert read_archive(google.archive) == dialogflow_agent(read_bot(pizza), webhook=webhook)
    assert google.fulfillment["genericWebService"] == {
        "uri": webhook.url,
        "requestHeaders": {"X-Parley-Webhook-Secret": "s3cret"},
    }
    assert google.calls == [
        "GET agent",
        "POST agent:restore",
        "PATCH agent/fulfillment",
        "POST agent:train",
        "GET agent/validationResult",
    ]
    said = capsys.readouterr().out
    assert said.splitlines() == [
        "restoring 7 intents in en …",
        "setting the webhook https://a.example/engines/dialogflow/pizza …",
        "training …",
        "warning: few training phrases",
        "pizza is ready in my-project",
    ]
    assert "s3cret" not in said


@pytest.mark.usefixtures("pizza")
def test_a_project_without_an_agent_gets_one(google: AgentsStandIn) -> None:
    google.exists = False

    assert deployed(google) == 0
    assert google.calls[:3] == ["GET agent", "POST agent", "POST agent:restore"]


@pytest.mark.usefixtures("pizza")
@pytest.mark.parametrize("operation", ["restore", "train"])
def test_what_an_operation_fails_with_is_told(
    google: AgentsStandIn, operation: str, capsys: pytest.CaptureFixture[str]
) -> None:
    google.failing = {operation: "intent 'Order' is broken"}

    code = deployed(google)

    assert code == 1
    assert "intent 'Order' is broken" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.usefixtures("pizza")
def test_an_error_in_the_trained_agent_is_told(
    google: AgentsStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    google.findings = [{"severity": "ERROR", "errorMessage": "no training phrases"}]

    assert deployed(google) == 1
    assert capsys.readouterr().out.endswith("error: no training phrases\n")


@pytest.mark.usefixtures("pizza")
def test_a_dry_run_calls_nobody(google: AgentsStandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert deployed(google, "--dry-run") == 0
    assert google.calls == []
    assert capsys.readouterr().out.startswith("would restore 7 intents in en in my-project, ")


@pytest.mark.usefixtures("pizza")
def test_what_a_deployment_would_change_is_told(
    google: AgentsStandIn, pizza: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(google)
    capsys.readouterr()
    compare = ("diff", "pizza", "--project", "my-project", "--endpoint", google.url)
    same = parley(*compare)
    pizza.write_text(SMALL.replace("order a pizza", "bring me a pizza").replace("[big]", "[huge]"))

    changed = parley(*compare)

    assert (same, changed) == (0, 1)
    assert capsys.readouterr().out.splitlines() == [
        "nothing would change",
        "change intent Order: phrases",
        "change intent Order - Size: phrases",
        "change entity type Size: entries",
    ]


@pytest.mark.usefixtures("pizza")
@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), "say where the agent is"),
        (("--project", "my-project", "--key-file", "none.json"), "none.json cannot be read"),
        (("--project", "other", "--endpoint", "http://127.0.0.1:9"), "Dialogflow cannot be reached"),
    ],
)
def test_what_is_missing_is_told(
    more: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = parley("deploy", "pizza", *more)

    assert code == 1
    assert told in capsys.readouterr().out


def test_a_bot_that_is_none_for_dialogflow_is_refused(
    pizza: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pizza.write_text(SMALL.replace("en-US", "eu-ES"))

    assert [parley("export", "pizza"), parley("deploy", "pizza", "--dry-run")] == [1, 1]
    assert "does not speak eu-ES" in capsys.readouterr().out
