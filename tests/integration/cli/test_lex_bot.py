"""`parley bot export`, `diff` and `deploy` for Lex V2, through the real client."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from urllib3 import PoolManager

from cli.lex_models import LexModels, LexModelsError, Patience
from cli.main import parser
from definition.lex.archive import read_archive, write_archive
from definition.lex.compile import lex_bot
from definition.read import read_bot
from tests.calls import TRAVEL
from tests.lex_models_service import ALIAS_ID, BOT_ID, Account, lex_models_service

ROLE = "arn:aws:iam::123456789012:role/lex"
HOOK = "arn:aws:lambda:us-east-1:123456789012:function:fulfilment"
AT_ONCE = Patience(every_s=0.0, longest_s=10.0)
Run = Callable[..., int]


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    with lex_models_service() as service:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_MODELS_V2", service.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield service


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("cli.lex_bot.PATIENCE", AT_ONCE)

    def command(*arguments: str) -> int:
        options = parser().parse_args(["bot", *arguments])
        return int(options.run(options) or 0)

    return command


def test_a_deployment_imports_builds_versions_and_moves_the_alias(
    account: Account, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("deploy", str(TRAVEL), "--role-arn", ROLE, "--hook-arn", HOOK, "--alias", "test")

    said = capsys.readouterr().out
    assert code == 0, said
    assert read_archive(account.uploaded) == lex_bot(read_bot(TRAVEL))
    assert account.imported["mergeStrategy"] == "Overwrite"
    assert account.imported["resourceSpecification"]["botImportSpecification"]["roleArn"] == ROLE
    assert account.aliases["test"]["botVersion"] == "7"
    hooks = account.aliases["test"]["botAliasLocaleSettings"]["en_US"]["codeHookSpecification"]
    assert hooks["lambdaCodeHook"]["lambdaARN"] == HOOK
    assert said.splitlines()[:2] == ["import: InProgress", "import: Completed"]
    assert f"bot_id: {BOT_ID}, alias_id: {ALIAS_ID}" in said


def test_an_alias_that_exists_is_moved_and_none_is_made(account: Account, run: Run) -> None:
    account.aliases["live"] = {}

    run("deploy", str(TRAVEL), "--role-arn", ROLE)

    assert f"PUT /bots/{BOT_ID}/botaliases/{ALIAS_ID}/" in account.calls
    assert f"PUT /bots/{BOT_ID}/botaliases/" not in account.calls


@pytest.mark.parametrize("step", ["import", "build"])
def test_what_lex_finds_wrong_is_said_in_its_own_words_and_the_alias_stays(
    account: Account, run: Run, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    account.failing[step] = ["The intent BookHotel has no sample utterances."]

    code = run("deploy", str(TRAVEL), "--role-arn", ROLE)

    assert code == 1
    assert "The intent BookHotel has no sample utterances." in capsys.readouterr().out
    assert account.aliases == {}


def test_a_deployment_without_a_role_asks_for_it_and_calls_nobody(
    account: Account, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("deploy", str(TRAVEL))

    assert code == 2
    assert "--role-arn" in capsys.readouterr().out
    assert account.calls == []


def test_a_dry_run_says_what_would_be_done_and_calls_nobody(
    account: Account, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("deploy", str(TRAVEL), "--role-arn", ROLE, "--dry-run")

    assert code == 0
    assert "would import parley-travel" in capsys.readouterr().out
    assert account.calls == []


def test_lex_that_is_never_done_is_given_up_with_a_word_where_to_look(account: Account) -> None:
    client: Any = boto3.client("lexv2-models")
    patience = Patience(every_s=0.0, longest_s=0.0)
    models = LexModels(client=client, http=PoolManager(), say=lambda _text: None, patience=patience)

    with pytest.raises(LexModelsError, match="look at it in Lex"):
        models.build(BOT_ID, ["en_US"])

    client.close()
    assert account.calls == [f"POST /bots/{BOT_ID}/botversions/DRAFT/botlocales/en_US/"]


def test_a_diff_with_the_bot_in_lex_names_what_would_change(
    account: Account, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    there = read_archive(write_archive(lex_bot(read_bot(TRAVEL)), name="parley-travel"))
    there["IdleSessionTTLInSeconds"] = 60
    account.uploaded = write_archive(there, name="parley-travel")
    account.bots["parley-travel"] = BOT_ID

    code = run("diff", str(TRAVEL))

    assert code == 1
    assert "~ IdleSessionTTLInSeconds: 60 becomes 300" in capsys.readouterr().out


def test_a_diff_with_what_was_exported_finds_nothing(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "travel.zip"
    run("export", str(TRAVEL), "--output", str(file))

    code = run("diff", str(TRAVEL), "--against", str(file))

    assert code == 0
    assert "nothing would change" in capsys.readouterr().out


def test_a_diff_with_a_file_that_is_no_archive_says_so(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "travel.zip"
    file.write_bytes(b"PK")

    code = run("diff", str(TRAVEL), "--against", str(file))

    assert code == 2
    assert "no archive of a Lex V2 bot" in capsys.readouterr().out
