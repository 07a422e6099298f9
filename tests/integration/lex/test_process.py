"""The server as a process: it says where it listens, refuses a bad bot in a line, and stops when told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "dev.lex", "--hook", "Fulfilment"]
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
ENVIRONMENT = {**os.environ, **KEYS}  # noqa: TID251 (a child's environment is handed on whole)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_serves_the_travel_bot_until_it_is_told_to_stop(told: signal.Signals) -> None:
    with subprocess.Popen(  # noqa: S603 (our own command)
        COMMAND, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        said, _, url = process.stdout.readline().strip().partition(": ")
        client = boto3.client(
            "lexv2-runtime",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        answer = client.recognize_text(
            botId="TRAVELBOT1", botAliasId="LOCALALIAS", localeId="en_US", sessionId="ann", text="hello"
        )
        client.close()
        process.send_signal(told)
        code = process.wait(timeout=60)

    assert said == "Lex V2 runtime is listening"
    assert answer["messages"][0]["content"].startswith("Hello!")
    assert code == 0


GERMAN = """\
name: pizza
intents: {Greet: {}}
locales:
  de-DE:
    fallback: Wie bitte?
    intents: {Greet: {utterances: [hallo], closing: Hallo!}}
"""


def ended(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 (our own command)
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: pizza", 'bot.yaml:1:1: "intents" is missing'),
        (GERMAN, "there is no grammar for de-DE yet"),
    ],
)
def test_a_bot_that_cannot_be_served_is_told_in_words(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "pizza" / "bot.yaml"
    file.parent.mkdir()
    file.write_text(text)

    process = ended("--bot", f"PIZZABOT01/LIVE={file}")

    assert process.returncode == 1
    assert said in process.stderr
    assert "Traceback" not in process.stderr


def test_a_bot_without_a_file_is_told_in_words() -> None:
    process = ended("--bot", "PIZZABOT01/LIVE=nowhere/bot.yaml")

    assert (process.returncode, "No such file" in process.stderr) == (1, True)
    assert "Traceback" not in process.stderr


def test_a_bot_that_is_badly_named_is_a_usage_error() -> None:
    process = ended("--bot", "TRAVELBOT1")

    assert process.returncode == 2
    assert "BOTID/ALIASID=FILE" in process.stderr
