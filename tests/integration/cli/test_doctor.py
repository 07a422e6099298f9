"""`parley doctor` in a folder with a platform's state, and on a stage in an account."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from cli.doctor.deployed import Deployed, NotDeployedError, in_account
from stacks.read_stage import read_stage

ROOT = Path(__file__).parents[3]
PARLEY = str(Path(sys.executable).with_name("parley"))
STAGE = replace(read_stage(ROOT, "production"), installations={})


@pytest.fixture(scope="module")
def lex() -> Iterator[str]:
    bots = ("TRAVELBOT1/LOCALALIAS=bots/travel/bot.yaml", "CONCIERGE1/LOCALALIAS=bots/concierge/bot.yaml")
    command = [sys.executable, "-m", "dev.lex", *(f"--bot={bot}" for bot in bots)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        yield process.stdout.readline().strip().partition(": ")[2]
        process.terminate()


def a_platform(lex: str) -> dict[str, object]:
    """What a platform writes down that runs here; nothing of it answers but Lex."""
    nobody = "http://127.0.0.1:9"
    return {
        "site": nobody,
        "aws_endpoint": nobody,
        "telegram_endpoint": nobody,
        "lex_endpoint": lex,
        "stacks": {},
    }


def doctor(*arguments: str, state: Path) -> "subprocess.CompletedProcess[str]":
    command = [PARLEY, "doctor", *arguments, "--state", str(state)]
    return subprocess.run(  # noqa: S603 (our own command)
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_the_machine_is_looked_at_line_by_line(tmp_path: Path) -> None:
    said = doctor(state=tmp_path).stdout.splitlines()

    assert {"Python: fine", "Node: fine", "state folder: fine", "stage file production: fine"} <= set(said)


def test_without_a_platform_a_live_look_says_how_to_start_one(tmp_path: Path) -> None:
    told = doctor("--live", "--yes", state=tmp_path)

    assert (told.returncode, "parley up" in told.stdout) == (1, True)


def test_what_is_tried_live_is_told_first_and_only_done_when_agreed_to(tmp_path: Path, lex: str) -> None:
    (tmp_path / "local.json").write_text(json.dumps(a_platform(lex)))

    unasked = doctor("--live", state=tmp_path).stdout
    agreed = doctor("--live", "--yes", state=tmp_path).stdout

    assert "throw-away sessions" in unasked
    assert "as expected" not in unasked
    assert "concierge in Amazon Lex" in agreed
    assert "  a follow-up is understood only in its context: as expected" in agreed
    assert "different" not in agreed


@mock_aws
def test_a_stage_that_is_not_deployed_is_told_with_its_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    with pytest.raises(NotDeployedError, match="Parley-production-State"):
        in_account(STAGE)


@mock_aws
def test_a_secret_without_a_value_is_found() -> None:
    session = boto3.Session(region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
    vault = session.client("secretsmanager")
    arns = {
        name: vault.create_secret(Name=name, SecretString=value)["ARN"]
        for name, value in {"full": '{"token": "1"}', "empty": '{"token": ""}'}.items()
    }
    outputs = {"FullTokenArn": arns["full"], "EmptyTokenArn": arns["empty"], "SessionsTable": "t"}

    found = [
        each.written()
        for each in Deployed(stage=STAGE, session=session, outputs=outputs, local={}).findings()
    ]

    assert "secret FullToken: fine" in found
    assert "secret EmptyToken: it is empty. Set it: docs/deploy.md" in found
    assert len(found) == 5


def test_what_a_probe_makes_costs_and_needs_is_told_first(tmp_path: Path) -> None:
    (tmp_path / "local.json").write_text(json.dumps(a_platform("http://127.0.0.1:9")))

    told = doctor("--live", "--probe-bot", "--probe-agent", "mine/europe-west2", state=tmp_path).stdout

    assert "makes a role, a function and a bot in Amazon Lex, each called parley-doctor-probe" in told
    assert "iam:CreateRole" in told
    assert "makes an agent called parley-doctor-probe in mine (europe-west2)" in told
    assert "US cents" in told
    assert "making the" not in told


def test_without_a_probe_the_rest_is_told_with_how_to_ask_for_one(tmp_path: Path, lex: str) -> None:
    (tmp_path / "local.json").write_text(json.dumps(a_platform(lex)))

    unasked = doctor("--live", "--yes", state=tmp_path).stdout
    asked = doctor("--live", "--yes", "--probe-bot", state=tmp_path).stdout

    assert "  Lex builds the bot: cannot be tried: it takes a bot made for it: --probe-bot" in unasked
    assert unasked.count("every locale is built and answers") == 2
    assert "  Lex builds the bot: cannot be tried: the engines of this machine make nothing" in asked


def test_a_probe_without_live_makes_nothing_and_says_so(tmp_path: Path) -> None:
    told = doctor("--probe-bot", state=tmp_path)

    assert (told.returncode, told.stdout.splitlines()[-1][:16]) == (1, "Nothing was made")
