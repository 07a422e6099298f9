"""`parley capture`: files of the webhook calls that came through the front, without the people in them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from cli.capture import Camera, capture
from cli.deliveries.form import read
from cli.installed import on_this_machine
from cli.main import parser
from tests.integration.front.running import Front, run

INSTALLATIONS = {
    "bots": {"travel": {"locales": ["en-US"]}},
    "installations": {
        "web": {"channel": "web", "bot": "travel"},
        "telegram": {"channel": "telegram", "bot": "travel"},
        "second": {"channel": "telegram", "bot": "travel"},
    },
}
UPDATE = {
    "update_id": 870000001,
    "message": {
        "message_id": 5,
        "date": 1795000000,
        "chat": {"id": 7000000042, "type": "private", "first_name": "Ada"},
        "from": {"id": 7000000042, "is_bot": False, "first_name": "Ada", "language_code": "en"},
        "text": "My number is +15550100123",
    },
}
SECRET = {"X-Telegram-Bot-Api-Secret-Token": "VerySecretTokenOfOurs"}
PERSONAL = ("Ada", "number", "15550100123", "7000000042", "870000001", "VerySecret")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return tmp_path


def a_platform(folder: Path, site: str) -> Path:
    local = {
        "site": site,
        "aws_endpoint": "http://127.0.0.1:9",
        "telegram_endpoint": "http://127.0.0.1:9",
        "stacks": {"Installations": json.dumps(INSTALLATIONS)},
    }
    (folder / "local.json").write_text(json.dumps(local))
    return folder


async def call(there: Front, installation: str, body: Any = None) -> None:  # noqa: ANN401 — any JSON
    url = f"{there.url}/webhooks/{installation}"
    async with there.client.post(url, json=body or UPDATE, headers=SECRET) as answer:
        await answer.read()


async def captured(folder: Path, *more: str) -> int:
    arguments = ["capture", "--state", str(folder), "--out", str(folder / "out"), *more]
    status: int = await asyncio.to_thread(capture, parser().parse_args(arguments))
    return status


def test_a_call_becomes_a_file_without_anybody_in_it_that_says_what_comes_of_it(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(there: Front) -> None:
        folder = a_platform(tmp_path, there.url)
        await call(there, "telegram")

        assert await captured(folder) == 0

    run(story, pages=pages)
    (path,) = (tmp_path / "out").iterdir()
    assert capsys.readouterr().out == f"{path}\n"
    assert not [word for word in PERSONAL if word in path.read_text()]
    kept = read(path)
    (turn,) = kept.expected.turns or ()
    message = json.loads(kept.body)["message"]
    assert (kept.channel, turn["content"]) == ("telegram", {"kind": "text", "text": message["text"]})
    assert turn["speaker"] == message["from"]["first_name"]


def test_the_same_person_has_the_same_stand_in_in_every_file(tmp_path: Path, pages: Path) -> None:
    async def story(there: Front) -> None:
        folder = a_platform(tmp_path, there.url)
        await call(there, "telegram")
        await call(there, "telegram", UPDATE | {"update_id": 870000002})
        await captured(folder)

    run(story, pages=pages)
    first, second = (json.loads(read(path).body) for path in sorted((tmp_path / "out").iterdir()))
    assert first["message"] == second["message"]
    assert first["update_id"] != second["update_id"]


def test_only_the_calls_of_the_stage_s_messengers_are_written_or_of_the_one_that_is_named(
    tmp_path: Path, pages: Path
) -> None:
    async def story(there: Front) -> None:
        folder = a_platform(tmp_path, there.url)
        for installation in ("telegram", "second", "nobody", "a%2F..%2Fb", "web"):
            await call(there, installation)

        assert await captured(folder) == 0
        assert await captured(folder, "--installation", "nobody") == 1

    run(story, pages=pages)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "second-0002.json",
        "telegram-0001.json",
    ]


def test_a_body_that_is_no_json_is_redacted_too(tmp_path: Path, pages: Path) -> None:
    async def story(there: Front) -> None:
        folder = a_platform(tmp_path, there.url)
        async with there.client.post(f"{there.url}/webhooks/telegram", data=b"Ada\xff 15550100123"):
            pass
        await captured(folder)

    run(story, pages=pages)
    (path,) = (tmp_path / "out").iterdir()
    assert not [word for word in PERSONAL if word in path.read_text()]
    assert read(path).expected.status == 400


def test_whoever_follows_gets_what_comes_next(tmp_path: Path, pages: Path) -> None:
    async def story(there: Front) -> None:
        platform = on_this_machine(a_platform(tmp_path, there.url))
        files = Camera(there=platform, out=tmp_path / "out").files(only=None, follow=True)
        coming = asyncio.ensure_future(asyncio.to_thread(next, files))
        await call(there, "telegram")

        assert (await coming).name == "telegram-0001.json"

    run(story, pages=pages)


def test_where_nothing_has_come_it_says_so(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(there: Front) -> None:
        assert await captured(a_platform(tmp_path, there.url)) == 1

    run(story, pages=pages)
    assert "No webhook call has come yet." in capsys.readouterr().err


def test_an_installation_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(there: Front) -> None:
        assert await captured(a_platform(tmp_path, there.url), "--installation", "nobody") == 1

    run(story, pages=pages)
    assert "there is no messenger nobody in this stage; it has telegram, second." in capsys.readouterr().err


def test_where_no_folder_can_be_made_it_is_named(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(there: Front) -> None:
        (tmp_path / "out").write_text("a file")
        assert await captured(a_platform(tmp_path, there.url)) == 1

    run(story, pages=pages)
    assert f"the files cannot be written to {tmp_path / 'out'}: File exists" in capsys.readouterr().err


def test_where_no_platform_runs_it_says_how_to_start_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_platform(tmp_path, "http://127.0.0.1:9")

    assert asyncio.run(captured(tmp_path)) == 1

    assert "start it: parley up" in capsys.readouterr().err
