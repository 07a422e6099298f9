"""`parley replay`: what it says of a call, and when it fails."""

import json
from pathlib import Path

import pytest

from cli.main import parser

UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 42, "type": "private"},
        "from": {"id": 42, "is_bot": False, "first_name": "Ada"},
        "text": "London",
    },
}


def a_file(folder: Path, **members: object) -> Path:
    path = folder / "call.json"
    path.write_text(json.dumps({"channel": "telegram", "body": UPDATE} | members))
    return path


def replay(path: Path, *more: str) -> int:
    options = parser().parse_args(["replay", str(path), *more])
    status: int = options.run(options)
    return status


def test_a_call_is_run_and_what_would_be_queued_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path)

    assert replay(path) == 0

    assert capsys.readouterr().out.splitlines() == [
        f"{path}: telegram, POST",
        "  answer  200",
        "  turn    Ada, alone with the bot: text text 'London' (en-US, event 7)",
    ]


def test_what_comes_of_it_is_compared_with_what_the_file_expects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, gives=[{"content": {"kind": "text", "text": "Paris"}, "private": True}])

    assert replay(path) == 1

    (wrong,) = [line for line in capsys.readouterr().out.splitlines() if "wrong" in line]
    assert wrong == (
        "  wrong   turn 1: content is {'kind': 'text', 'text': 'London'}, "
        "expected {'kind': 'text', 'text': 'Paris'}"
    )


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        ({"gives": []}, "1 turns, expected 0"),
        ({"status": 401}, "status 200, expected 401"),
        ({"reads": "challenge"}, "it reads '', expected 'challenge'"),
        ({"gives": [{"private": False}]}, "turn 1: private is True, expected False"),
    ],
)
def test_each_thing_that_is_not_as_expected_is_told(
    expected: dict[str, object], wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay(a_file(tmp_path, **expected)) == 1

    assert wrong in capsys.readouterr().out


def test_a_call_as_it_is_proves_nothing_and_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": "guessed"}

    assert replay(a_file(tmp_path, headers=headers), "--as-is") == 1

    shown = capsys.readouterr().out
    assert "  answer  401" in shown
    assert "  log     delivery refused: code forged, reason wrong secret token" in shown


def test_why_a_call_gives_no_turn_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay(a_file(tmp_path, body={"update_id": 7, "edited_message": {}})) == 0

    assert "  log     update ignored: update edited_message" in capsys.readouterr().out


def test_what_comes_of_it_is_written_into_the_file_as_what_is_expected(tmp_path: Path) -> None:
    path = a_file(tmp_path)

    assert replay(path, "--write") == 0

    kept = json.loads(path.read_text())
    assert kept["body"] == UPDATE
    assert kept["gives"] == [
        {
            "conversation": "42",
            "user": "42",
            "event": "7",
            "locale": "en-US",
            "content": {"kind": "text", "text": "London"},
            "speaker": "Ada",
        }
    ]
    assert replay(path) == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "is no JSON"),
        ("[]", "is no webhook call: it holds no JSON object; write it as those in tests/deliveries"),
        ('{"channel": "telegram"}', "is no webhook call: body is missing"),
        ('{"channel": "telegram", "body": {}, "method": 5}', "is no webhook call: method is no text"),
        ('{"channel": "telegram", "body": {}, "bodies": {}}', "bodies is no member of it"),
        ('{"channel": "carrier-pigeon", "body": {}}', "no installation of carrier-pigeon"),
    ],
)
def test_what_is_no_webhook_call_is_told_with_its_file(
    text: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "call.json"
    path.write_text(text)

    assert replay(path) == 1

    assert why in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay(tmp_path / "none.json") == 1

    assert "none.json cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("channel", "why"),
    [("telegram", "the platform of this machine alone"), ("teams", "only Microsoft can sign")],
)
def test_why_no_call_is_sent_to_a_stage_in_an_account_is_told(
    channel: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, channel=channel)

    assert replay(path, "--to-platform", "--stage", "production") == 1

    assert why in capsys.readouterr().err


def test_nothing_is_sent_where_no_platform_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay(a_file(tmp_path), "--to-platform", "--state", str(tmp_path)) == 1

    assert "Parley is not running here" in capsys.readouterr().err
