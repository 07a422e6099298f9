"""`parley channel register`, with secrets in an account and the stand-in for Telegram."""

import io

import pytest

from cli.channels import telegram
from cli.channels.bot_api import BotApi
from cli.local_telegram import LocalTelegram
from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.cli.channel.account import (
    SECRET,
    SECRET_ARN,
    Account,
    channel,
    register_with,
)


def test_a_first_registration_stores_the_token_and_says_what_is_another_now(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status = register_with(LOCAL_TOKEN, monkeypatch)

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert printed.out.splitlines() == [
        "@parley_local_bot is telegram of production",
        f"  webhook          none → {account.bot.hooks}/telegram?bot=parley_local_bot",
        "  updates          Telegram's choice → message, edited_message, callback_query, my_chat_member",
        "  commands         none → /start, /tokyo",
        "  commands (es)    none → /start, /tokyo",
        "  token            stored",
        "  secret           sent; Telegram shows it to us with every update",
    ]
    assert account.token() == LOCAL_TOKEN


def test_telegram_then_shows_the_newest_secret(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    person = LocalTelegram(account.bot.url)
    list(person.replies(person.act(user="Ada", text="hi")))
    account.put(SECRET_ARN, current="N3w" * 20, previous=SECRET)
    capsys.readouterr()

    assert channel("register", "telegram") == 0
    list(person.replies(person.act(user="Ada", text="hi")))

    assert account.bot.secrets == [SECRET, "N3w" * 20]
    assert "unchanged" in capsys.readouterr().out


def test_an_address_that_telegram_does_not_keep_is_no_success(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call = BotApi.call
    monkeypatch.setattr(
        BotApi, "call", lambda self, method, **given: method == "setWebhook" or call(self, method, **given)
    )

    status = register_with(LOCAL_TOKEN, monkeypatch)

    assert status == 1
    ours = f"{account.bot.hooks}/telegram?bot=parley_local_bot"
    assert f"  not taken        updates go to none, not to {ours}" in capsys.readouterr().out.splitlines()


def test_neither_token_nor_secret_is_ever_printed(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    channel("register", "telegram")
    channel("inspect", "telegram")
    register_with("123456:another-token", monkeypatch)
    register_with("no token at all", monkeypatch)
    monkeypatch.setattr(telegram, "API", "http://127.0.0.1:9")
    channel("register", "telegram")

    printed = capsys.readouterr()
    for hidden in ("local-parley-token", "another-token", "no token at all", SECRET):
        assert hidden not in printed.out + printed.err
    assert account.token() == LOCAL_TOKEN


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("123456:another-token", "Telegram refuses getMe: Unauthorized; the token is no bot's. @BotFather"),
        ("another", "this is no token of a Telegram bot"),
        ("", "there is no bot token in the input"),
    ],
)
def test_a_token_that_telegram_does_not_take_is_not_stored(
    token: str,
    why: str,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert register_with(token, monkeypatch) == 1

    assert why in capsys.readouterr().err
    assert account.token() == ""


@pytest.mark.parametrize("token", ["1234:\xe4bc", "1234: abcdefghij", "1234:\udcff"])
def test_what_can_be_no_secret_is_told_without_showing_it(
    token: str, account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register_with(token, monkeypatch) == 1

    printed = capsys.readouterr()
    assert "this is no bot token: it has blanks or signs beyond ASCII. Copy it again" in printed.err
    assert token not in printed.out + printed.err
    assert account.token() == ""


def test_what_waits_is_kept_unless_it_is_to_be_dropped(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    LocalTelegram(account.bot.url).act(user="Ada", text="hi")
    assert account.telegram.call("getWebhookInfo")["pending_update_count"] == 1

    register_with(LOCAL_TOKEN, monkeypatch, "--drop-pending")

    assert "  waiting updates  1 → 0\n" in capsys.readouterr().out
    assert account.bot.secrets == []


def test_what_waits_comes_after_a_registration(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    person = LocalTelegram(account.bot.url)
    said = person.act(user="Ada", text="hi")

    register_with(LOCAL_TOKEN, monkeypatch)

    assert [reply.text for reply in person.replies(said)] == ["Ada says:", "hi"]


def test_the_menu_of_each_language_says_what_its_commands_are_for(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)

    assert account.telegram.call("getMyCommands") == [
        {"command": "start", "description": "Begin a conversation"},
        {"command": "tokyo", "description": "Book a hotel in Tokyo"},
    ]
    assert account.telegram.call("getMyCommands", language_code="es") == [
        {"command": "start", "description": "Empezar una conversación"},
        {"command": "tokyo", "description": "Reservar un hotel en Tokio"},
    ]


def test_nothing_is_registered_without_a_secret(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account.put(SECRET_ARN, current="", previous=SECRET)

    assert register_with(LOCAL_TOKEN, monkeypatch) == 1

    assert "the webhook secret of telegram is empty" in capsys.readouterr().err
    assert account.telegram.call("getWebhookInfo")["url"] == ""


def test_a_secret_that_no_operator_brings_is_told_of(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""
    monkeypatch.setattr("sys.stdin", io.StringIO("mine\n"))

    assert channel("register", "telegram", "--secret-from-stdin") == 1

    assert "leave out --secret-from-stdin" in capsys.readouterr().err
