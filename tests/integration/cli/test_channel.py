"""`parley channel`, with secrets in an account and the stand-in for Telegram."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from cli.channels import telegram
from cli.channels.bot_api import BotApi
from cli.local_telegram import LocalTelegram
from cli.main import parser
from dev.telegram.server import LOCAL_TOKEN
from lambdas.channels.telegram import build
from tests.integration.telegram.background import SmallBot, in_background

SECRET = "S3cret" * 10
SINCE = "2026-01-02T03:04:05+00:00"
CHAT = "Parley-production-Chat"
INSTALLATIONS = json.dumps(
    {
        "bots": {
            "travel": {
                "locales": ["en-US", "es-ES", "es-MX"],
                "commands": {
                    "en-US": {"start": "hello", "tokyo": "Book a hotel in Tokyo"},
                    "es-ES": {"start": "hola", "tokyo": "Reservar un hotel en Tokio"},
                    "es-MX": {"start": "hola", "tokyo": "Un hotel en Tokio"},
                },
            }
        },
        "installations": {
            "web": {"channel": "web", "bot": "travel"},
            "telegram": {"channel": "telegram", "bot": "travel"},
        },
    }
)
TOKEN_ARN, SECRET_ARN = "TelegramTokenArn", "TelegramWebhookSecretArn"


@dataclass(frozen=True, kw_only=True)
class Account:
    """A deployed stage `production`, whose webhooks a small bot takes."""

    bot: SmallBot
    secrets: Any
    arns: dict[str, str]

    @property
    def telegram(self) -> BotApi:
        return BotApi(endpoint=self.bot.url, token=LOCAL_TOKEN)

    def outputs(self, **more: str) -> dict[str, str]:
        told = {"WebhooksUrl": self.bot.hooks, "SiteUrl": "https://chat.example", **more}
        return {**self.arns, "Installations": INSTALLATIONS, **told}

    def put(self, output: str, **value: str) -> None:
        self.secrets.put_secret_value(SecretId=self.arns[output], SecretString=json.dumps(value))

    def kept(self, output: str) -> Any:  # noqa: ANN401 — JSON
        return json.loads(self.secrets.get_secret_value(SecretId=self.arns[output])["SecretString"])

    def token(self) -> str:
        return str(self.kept(TOKEN_ARN)["token"])

    def let_people_sign_in(self) -> None:
        template = a_template(self.outputs(UserPoolClientId="client-1"))
        boto3.client("cloudformation").update_stack(StackName=CHAT, TemplateBody=template)


FINISH = "parley channel rotate telegram --finish --stage production"


def a_template(outputs: dict[str, str]) -> str:
    told = {name: {"Value": value} for name, value in outputs.items()}
    queue = {"Type": "AWS::SQS::Queue", "Properties": {}}
    return json.dumps({"Resources": {"Queue": queue}, "Outputs": told})


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    for name, value in (("ACCESS_KEY_ID", "none"), ("SECRET_ACCESS_KEY", "none"), ("REGION", "eu-west-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    with in_background() as bot, mock_aws():
        for module in (telegram, build):
            monkeypatch.setattr(module, "API", bot.url)
        secrets = boto3.client("secretsmanager")
        arns = {
            TOKEN_ARN: secrets.create_secret(Name="token", SecretString='{"token":""}')["ARN"],
            SECRET_ARN: secrets.create_secret(Name="secret")["ARN"],
        }
        here = Account(bot=bot, secrets=secrets, arns=arns)
        template = a_template(here.outputs())
        boto3.client("cloudformation").create_stack(StackName=CHAT, TemplateBody=template)
        here.put(SECRET_ARN, current=SECRET, previous="")
        yield here


def channel(*arguments: str, stage: str = "production") -> int:
    options = parser().parse_args(["channel", *arguments, "--stage", stage])
    status: int = options.run(options)
    return status


def register_with(token: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{token}\n"))
    return channel("register", "telegram", "--token-from-stdin", *more)


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
        ("123456:another-token", "Telegram refuses getMe: Unauthorized"),
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


@pytest.mark.parametrize("command", ["register", "inspect"])
def test_without_a_token_it_says_how_to_give_one(
    command: str, account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""

    assert channel(command, "telegram") == 1

    assert capsys.readouterr().err == (
        "Not done: the token of telegram is not set; give it with --token-from-stdin\n"
    )


def test_nothing_is_registered_without_a_secret(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account.put(SECRET_ARN, current="", previous=SECRET)

    assert register_with(LOCAL_TOKEN, monkeypatch) == 1

    assert "the webhook secret of telegram is empty" in capsys.readouterr().err
    assert account.telegram.call("getWebhookInfo")["url"] == ""


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


def test_somebody_is_sent_a_message(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    person = LocalTelegram(account.bot.url)
    said = person.act(user="Ada", text="hi")
    list(person.replies(said))
    capsys.readouterr()

    assert channel("send-test", "telegram", "--to", str(said["chat_id"]), "--text", "Do you read me?") == 0
    assert channel("send-test", "telegram", "--to", "4711") == 1

    shown = person.calls(int(said["chat_id"]))[-1]["message"]["text"]
    printed = capsys.readouterr()
    assert shown == "Do you read me?"
    assert printed.out.splitlines() == [
        f"telegram wrote to {said['chat_id']}",
        "  answer           Telegram took one message",
    ]
    assert printed.err.startswith("Not done: Telegram: ")
    assert (
        "look at --to: most messengers let a bot write only where it was written to or invited" in printed.err
    )


def test_an_app_that_is_made_without_a_file_is_told(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""

    assert channel("manifest", "telegram") == 1

    assert "Telegram makes apps without a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("to", "text", "why"),
    [
        ("Ada", "Hello", "name a chat by its number, such as 4711"),
        ("", "Hello", "name a chat by its number"),
        ("4711", " ", "there is nothing to send; write something after --text"),
    ],
)
def test_a_message_that_cannot_be_sent_is_told_of_before_anything_is(
    *,
    to: str,
    text: str,
    why: str,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert account.token() == ""
    register_with(LOCAL_TOKEN, monkeypatch)

    assert channel("send-test", "telegram", "--to", to, "--text", text) == 1

    assert why in capsys.readouterr().err


@pytest.mark.parametrize("token", ["1234:\xe4bc", "1234: abcdefghij", "1234:\udcff"])
def test_what_can_be_no_secret_is_told_without_showing_it(
    token: str, account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register_with(token, monkeypatch) == 1

    printed = capsys.readouterr()
    assert "this is no bot token: it has blanks or signs beyond ASCII. Copy it again" in printed.err
    assert token not in printed.out + printed.err
    assert account.token() == ""


def test_a_secret_that_no_operator_brings_is_told_of(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.token() == ""
    monkeypatch.setattr("sys.stdin", io.StringIO("mine\n"))

    assert channel("register", "telegram", "--secret-from-stdin") == 1

    assert "leave out --secret-from-stdin" in capsys.readouterr().err
