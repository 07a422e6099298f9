"""`parley channel inspect`, and what every command says where there is nothing to look at."""

from pathlib import Path

import pytest

from cli.main import parser
from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.cli.channel.account import TOKEN_ARN, Account, channel, register_with


def test_what_stands_is_shown(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    capsys.readouterr()

    assert channel("inspect", "telegram") == 0

    assert capsys.readouterr().out.splitlines() == [
        "@parley_local_bot is telegram of production",
        f"  webhook          {account.bot.hooks}/telegram?bot=parley_local_bot (ours)",
        "  updates          message, edited_message, callback_query, my_chat_member",
        "  commands         /start, /tokyo",
        "  commands (es)    /start, /tokyo",
        "  waiting updates  0",
        "  groups           privacy mode off: it sees everything, and answers what is meant for it",
        "  deep link        https://t.me/parley_local_bot?start=PAYLOAD",
        "  last failure     none",
    ]


@pytest.mark.parametrize("command", ["register", "inspect"])
def test_where_people_sign_in_it_says_what_only_botfather_can_set(
    command: str, account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    assert "/setdomain" not in capsys.readouterr().out
    account.let_people_sign_in()

    channel(command, "telegram")

    *_, last = capsys.readouterr().out.splitlines()
    assert last.startswith("  sign-in          send /setdomain to @BotFather, then the chat page's domain")


def test_a_webhook_of_somebody_else_is_told(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    account.put(TOKEN_ARN, token=LOCAL_TOKEN)
    account.telegram.call("setWebhook", url="https://elsewhere.example/hook")

    assert channel("inspect", "telegram") == 1

    shown = capsys.readouterr().out
    assert "https://elsewhere.example/hook (not ours)" in shown
    assert f"  ours would be    {account.bot.hooks}/telegram?bot=parley_local_bot" in shown


def test_updates_that_do_not_come_are_told(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    ours = account.telegram.call("getWebhookInfo")["url"]
    account.telegram.call("setWebhook", url=ours, allowed_updates=["message", "edited_message"])
    capsys.readouterr()

    assert channel("inspect", "telegram") == 1

    shown = capsys.readouterr().out
    assert "  missing          callback_query, my_chat_member: to register again mends that" in shown


def test_where_telegram_chooses_the_updates_ours_come(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    ours = account.telegram.call("getWebhookInfo")["url"]
    account.telegram.call("setWebhook", url=ours, allowed_updates=[])

    assert channel("inspect", "telegram") == 0


@pytest.mark.parametrize("command", ["register", "inspect"])
def test_without_a_token_it_says_how_to_give_one(
    command: str, account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""

    assert channel(command, "telegram") == 1

    assert capsys.readouterr().err == (
        "Not done: the token of telegram is not set; give it with --token-from-stdin\n"
    )


def test_a_stage_that_is_not_deployed_is_named(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    assert account.token() == ""

    assert channel("inspect", "telegram", stage="pilot") == 1

    assert "the stack Parley-pilot-Chat cannot be read" in capsys.readouterr().err


def test_an_installation_that_is_not_there_is_named(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""
    options = parser().parse_args(["channel", "inspect", "line", "--stage", "production"])

    assert options.run(options) == 1

    assert "there is no messenger line in this stage; it has telegram. To add one" in capsys.readouterr().err


def test_without_a_platform_here_it_says_how_to_start_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = parser().parse_args(["channel", "inspect", "telegram", "--state", str(tmp_path)])

    assert options.run(options) == 1

    assert "Parley is not running here. Start it with: parley up" in capsys.readouterr().err
