"""The doubles as processes: they say where they listen, and serve the installations that they are told of."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from dev.doubles.installed import Installed
from dev.listen import listen
from tests.integration.stand_in import asked

ROOT = Path(__file__).parents[3]


def command(module: str, *arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", module, *arguments]


@contextmanager
def running(module: str, *arguments: str) -> Iterator[str]:
    """The address that a process says."""
    with subprocess.Popen(  # noqa: S603 — our own command
        command(module, *arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip().partition(": ")[2]
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("dev.telegram", ["telegram"]),
        ("dev.messengers", ["messenger", "whatsapp", "sms", "webhook", "slack", "teams"]),
    ],
)
def test_without_options_there_is_one_of_each_channel(module: str, names: Sequence[str]) -> None:
    with running(module) as url:
        assert list(asked(f"{url}/")["installations"]) == names


@pytest.mark.parametrize(("module", "channel"), [("dev.telegram", "telegram"), ("dev.messengers", "teams")])
def test_the_installations_that_are_named_are_served(module: str, channel: str) -> None:
    told = [Installed(name=name, channel=channel, further=name == "trips") for name in ("shop", "trips")]

    with running(module, *(f"--installation={each.written()}" for each in told)) as url:
        assert list(asked(f"{url}/")["installations"]) == ["shop", "trips"]
        assert asked(f"{url}/trips/_dev")["groups"] is True


def test_a_double_says_that_it_is_where_others_find_it() -> None:
    with running("dev.messengers", "--base", "http://elsewhere.example/doubles") as url:
        metadata = asked(f"{url}/teams/v1/.well-known/openidconfiguration")

    assert metadata["jwks_uri"] == "http://elsewhere.example/doubles/teams/v1/.well-known/keys"


@pytest.mark.parametrize("module", ["dev.telegram", "dev.messengers"])
def test_a_port_that_is_taken_and_a_wrong_installation_are_told_in_a_line(module: str) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        for option, why in ((f"--port={port}", f"port {port} is taken"), ("--installation={", "invalid")):
            ended = subprocess.run(  # noqa: S603 — our own command
                command(module, option), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
            )

            assert ended.returncode in {1, 2}
            assert why in ended.stderr
            assert "Traceback" not in ended.stderr
