"""Webhook calls of a running platform as files, and what comes of them again; its installations in a list."""

import json
from pathlib import Path

from cli.deliveries.form import read
from tests.e2e.somebody import Somebody
from tests.local_platform import LocalPlatform, parley

OPENING = "Book hotel room for a week starting from September 1."


def test_a_call_that_came_is_captured_without_people_and_taken_again(
    platform: LocalPlatform, tmp_path: Path
) -> None:
    Somebody(platform).says(OPENING)

    captured = parley("capture", "--installation", "telegram", "--out", str(tmp_path), state=platform.state)

    assert captured.returncode == 0, captured.stderr
    files = [Path(line) for line in captured.stdout.splitlines()]
    assert not [path for path in files if "hotel" in path.read_text()]
    *_, last = [path for path in files if read(path).expected.turns]
    again = parley("replay", str(last), state=platform.state)
    assert again.returncode == 0, again.stdout + again.stderr
    sent = parley("replay", "--to-platform", str(last), state=platform.state)
    assert (sent.returncode, "  answer  200" in sent.stdout) == (0, True), sent.stdout + sent.stderr


def test_every_installation_of_the_stage_is_listed_and_has_its_secrets(platform: LocalPlatform) -> None:
    listed = parley("channel", "list", state=platform.state)

    assert listed.returncode == 0, listed.stderr
    installed = json.loads(platform.local["stacks"]["Installations"])["installations"]
    heads, *rows = listed.stdout.splitlines()
    assert heads.split() == ["INSTALLATION", "CHANNEL", "BOT", "SECRET", "TOKEN", "ADDRESS"]
    assert sorted(row.split()[0] for row in rows) == sorted(installed)
    assert "empty" not in listed.stdout


def test_the_doctor_finds_every_messenger_connected(platform: LocalPlatform) -> None:
    installed = json.loads(platform.local["stacks"]["Installations"])["installations"]

    told = parley("doctor", "--stage", "local", state=platform.state).stdout.splitlines()

    messengers = [name for name, each in installed.items() if each["channel"] != "web"]
    assert "telegram" in messengers
    assert not [f"connection of {name}" for name in messengers if f"connection of {name}: fine" not in told]
