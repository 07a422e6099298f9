"""`parley channel list` and `manifest`: what is there, and what none has."""

import pytest

from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.cli.channel.account import TOKEN_ARN, Account, channel


def test_every_installation_is_listed_with_how_its_secrets_stand(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.put(TOKEN_ARN, token=LOCAL_TOKEN)

    assert channel("list") == 0

    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["INSTALLATION", "CHANNEL", "BOT", "SECRET", "TOKEN", "ADDRESS"],
        ["web", "web", "travel", "-", "-", "https://chat.example/?installation=web"],
        [
            *("telegram", "telegram", "travel", "set", "moments", "ago", "set"),
            f"{account.bot.hooks}/telegram",
        ],
    ]


def test_an_app_that_is_made_without_a_file_is_told(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""

    assert channel("manifest", "telegram") == 1

    assert "Telegram makes apps without a file" in capsys.readouterr().err
