"""A deployed stage with Telegram, as `parley channel` finds it."""

import io
import json
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from cli.channels.bot_api import BotApi
from cli.main import parser
from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.telegram.background import SmallBot

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


def a_template(outputs: dict[str, str]) -> str:
    told = {name: {"Value": value} for name, value in outputs.items()}
    queue = {"Type": "AWS::SQS::Queue", "Properties": {}}
    return json.dumps({"Resources": {"Queue": queue}, "Outputs": told})


def channel(*arguments: str, stage: str = "production") -> int:
    options = parser().parse_args(["channel", *arguments, "--stage", stage])
    status: int = options.run(options)
    return status


def register_with(token: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{token}\n"))
    return channel("register", "telegram", "--token-from-stdin", *more)
