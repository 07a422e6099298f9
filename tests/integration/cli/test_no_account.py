"""Every command that asks AWS says what is missing and how to mend it, where nobody is signed in."""

from pathlib import Path

import boto3
import pytest

from cli.main import parser

OWNER = "a" * 64
SECRET = "arn:aws:secretsmanager:eu-west-1:1:secret:x"
COMMANDS = [
    "channel list --stage production",
    "channel inspect telegram --stage production",
    "dead list --stage production",
    f"transcript --owner {OWNER} --stage production",
    f"erase --owner {OWNER} --yes --stage production",
    "doctor --stage production",
    "bot diff travel",
    "bot deploy travel --role-arn arn:aws:iam::1:role/x",
    f"bot deploy travel --engine dialogflow --project p --webhooks https://x.example --secret-arn {SECRET}",
]


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that knows no region, no credentials and no profile."""
    for name in (
        "REGION",
        "DEFAULT_REGION",
        "PROFILE",
        "ACCESS_KEY_ID",
        "SECRET_ACCESS_KEY",
        "SESSION_TOKEN",
    ):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    for name in ("CONFIG_FILE", "SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(f"AWS_{name}", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


def said(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    """Whether a command fails, and all that it says."""
    options = parser().parse_args(command.split())
    fails = bool(options.run(options))
    printed = capsys.readouterr()
    return fails, printed.out + printed.err


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_region_it_says_how_to_set_one(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    fails, told = said(command, capsys)

    assert fails
    assert "no region is set; set AWS_DEFAULT_REGION" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_without_credentials_it_says_how_to_sign_in(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    fails, told = said(command, capsys)

    assert fails
    assert "there are no credentials; set AWS_PROFILE" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_with_a_profile_that_nobody_knows_it_names_it(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nowhere")

    fails, told = said(command, capsys)

    assert fails
    assert "The config profile (nowhere) could not be found; set AWS_PROFILE to one that" in told


@pytest.mark.parametrize("command", ["channel list", "dead list", f"transcript --owner {OWNER}"])
def test_a_stage_that_nobody_wrote_is_named_first(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    fails, told = said(f"{command} --stage nowhere", capsys)

    assert fails
    assert told.startswith("Not done: there is no stages/nowhere.yaml (there are local, production), and ")


@pytest.mark.parametrize("engine", ["lex", "dialogflow"])
def test_an_archive_that_is_not_there_is_named(engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    fails, told = said(f"bot diff travel --engine {engine} --against /nowhere.zip", capsys)

    assert fails
    assert told == "/nowhere.zip cannot be read: No such file or directory\n"


def test_a_key_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    fails, told = said("bot diff travel --engine dialogflow --project p --key-file /nowhere.json", capsys)

    assert fails
    assert told == "/nowhere.json cannot be read: No such file or directory\n"
