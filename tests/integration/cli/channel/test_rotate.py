"""`parley channel rotate`, with secrets in an account and the stand-in for Telegram."""

import io

import pytest

from cli.local_telegram import LocalTelegram
from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.cli.channel.account import (
    SECRET,
    SECRET_ARN,
    SINCE,
    Account,
    channel,
    register_with,
)

FINISH = "parley channel rotate telegram --finish --stage production"


def test_a_secret_is_changed_and_telegram_told_without_showing_it(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    account.put(SECRET_ARN, current="N3w" * 20, previous=SECRET, since=SINCE)
    capsys.readouterr()

    assert channel("rotate", "telegram") == 0
    assert channel("rotate", "telegram", "--finish") == 0
    person = LocalTelegram(account.bot.url)
    list(person.replies(person.act(user="Ada", text="hi")))

    assert account.bot.secrets == ["N3w" * 20]
    assert account.kept(SECRET_ARN) == {"current": "N3w" * 20, "previous": "", "since": SINCE}
    printed = capsys.readouterr().out
    assert printed.splitlines() == [
        "telegram of production",
        "  unchanged        the new value is kept already; the one before counts too",
        "  secret           told to Telegram, which uses it from now on",
        f"  then             {FINISH}, which ends the one before",
        "telegram of production",
        "  secret           told to Telegram, which uses it from now on",
        "  secret           the one before counts no more",
    ]


def test_a_token_is_replaced_once_telegram_takes_it(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{LOCAL_TOKEN}\n"))

    assert channel("rotate", "telegram", "--token") == 0

    assert account.token() == LOCAL_TOKEN
    assert "  token            stored" in capsys.readouterr().out
