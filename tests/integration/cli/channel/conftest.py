"""The stage that the tests of `parley channel` work on."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from cli.channels import telegram
from lambdas.channels.telegram import build
from tests.integration.cli.channel.account import CHAT, SECRET, SECRET_ARN, TOKEN_ARN, Account, a_template
from tests.integration.telegram.background import in_background


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
