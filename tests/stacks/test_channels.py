"""Messengers: what a stage file says of an account, which secrets it gets, and who is told."""

import json
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_kms as kms
from aws_cdk.assertions import Template

from stacks.channels import MESSENGERS, known_longer, left_out, read_account, refuse_shared
from stacks.closure import closure
from stacks.messengers import Messengers, MessengerSecrets
from stacks.read_stage import read_stage
from stacks.stage import Installation
from stacks.stage_file import Section, StageError
from tests.stacks.conftest import ROOT

ACCOUNTS: dict[str, dict[str, str]] = {
    "telegram": {},
    "slack": {"app_id": "A0123456789"},
    "teams": {
        "app_id": "00000000-0000-4000-8000-000000000001",
        "tenant_id": "00000000-0000-4000-8000-000000000002",
    },
    "messenger": {"app_id": "1", "page_id": "2"},
    "whatsapp": {"app_id": "1", "phone_number_id": "2", "waba_id": "3", "template": "we_have_news/en_US"},
    "sms": {"account_sid": "AC" + "0" * 32, "sender": "+15550100100"},
    "webhook": {"url": "https://chat.example/replies"},
}


def an_account(channel: str, **changed: object) -> Section:
    values = {**ACCOUNTS[channel], **changed}
    given = {name: value for name, value in values.items() if value is not None}
    return Section(file="stages/mine.yaml", path=f"installations.{channel}", values=given)


def test_every_messenger_is_tried_here() -> None:
    assert ACCOUNTS.keys() == MESSENGERS.keys()


@pytest.mark.parametrize("channel", MESSENGERS)
def test_an_account_is_told_as_it_is_written(channel: str) -> None:
    section = an_account(channel)

    assert read_account(section, MESSENGERS[channel]) == ACCOUNTS[channel]
    section.done()


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        (channel, name)
        for channel, each in MESSENGERS.items()
        for name, key in each.account.items()
        if key.optional is None
    ],
)
def test_what_an_account_must_say_is_asked_for_by_name(channel: str, name: str) -> None:
    with pytest.raises(StageError, match=f"installations.{channel}.{name} is missing: write"):
        read_account(an_account(channel, **{name: None}), MESSENGERS[channel])


def test_two_installations_never_share_what_is_sent_to_one_address() -> None:
    shared = []
    for channel in MESSENGERS:
        first, second = (an_installation(channel, name=name) for name in ("first", "second"))
        try:
            refuse_shared(Section(file="stages/mine.yaml", path="installations", values={}), [first, second])
        except StageError as error:
            shared.append(str(error))

    assert [error.split(": ")[1] for error in shared] == [
        f"installations.second.{each.sole[-1]} is that of first, too"
        for each in MESSENGERS.values()
        if each.sole
    ]
    assert len(shared) > 1


def test_two_messengers_may_have_the_same_numbers_of_accounts() -> None:
    both = [an_installation(channel, name=channel) for channel in ("messenger", "whatsapp")]

    refuse_shared(Section(file="stages/mine.yaml", path="installations", values={}), both)


def test_what_an_account_need_not_say_may_be_left_out() -> None:
    assert "template" not in read_account(an_account("whatsapp", template=None), MESSENGERS["whatsapp"])
    assert read_account(an_account("slack", app_id=None), MESSENGERS["slack"]) == {}


@pytest.mark.parametrize(
    ("channel", "name"), [(channel, name) for channel, given in ACCOUNTS.items() for name in given]
)
def test_an_account_that_is_none_of_the_messenger_s_is_refused_with_the_mend(channel: str, name: str) -> None:
    with pytest.raises(StageError, match=f"installations.{channel}.{name} is 'none of it': write"):
        read_account(an_account(channel, **{name: "none of it"}), MESSENGERS[channel])


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_repeat_is_known_for_as_long_as_its_messenger_may_call_again(channel: str) -> None:
    days = {"messenger": 8, "whatsapp": 8}

    assert known_longer(channel) == ({"inbox_s": days[channel] * 86_400} if channel in days else {})


@pytest.fixture(scope="module")
def made() -> tuple[dict[str, MessengerSecrets], Template]:
    stack = cdk.Stack(cdk.App(), "Chat")
    installed = [an_installation(channel) for channel in MESSENGERS]
    secrets = Messengers(stack, "Messengers", installations=installed, key=kms.Key(stack, "Key")).secrets
    return dict(secrets), Template.from_stack(stack)


def an_installation(channel: str, *, name: str | None = None) -> Installation:
    return Installation(
        name=name or f"my-{channel}",
        channel=channel,
        bot="travel",
        account=ACCOUNTS[channel],
        origins=(),
        text_limit=1024,
        identity=None,
        identity_required=False,
    )


def a_secret(template: Template, title: str) -> Any:  # noqa: ANN401 (JSON)
    found = template.find_resources("AWS::SecretsManager::Secret")
    (secret,) = [each["Properties"] for name, each in found.items() if name.startswith(f"Messengers{title}")]
    return secret


@pytest.mark.parametrize("channel", ["slack", "messenger", "whatsapp", "sms"])
def test_what_a_messenger_issues_is_empty_until_it_is_set(
    channel: str, made: tuple[dict[str, MessengerSecrets], Template]
) -> None:
    secret = a_secret(made[1], f"My{channel.capitalize()}WebhookSecret")

    assert json.loads(secret["SecretString"]) == {"current": "", "previous": ""}


@pytest.mark.parametrize("channel", ["telegram", "webhook"])
def test_what_we_tell_a_messenger_is_made_in_the_account(
    channel: str, made: tuple[dict[str, MessengerSecrets], Template]
) -> None:
    secret = a_secret(made[1], f"My{channel.capitalize()}WebhookSecret")

    assert secret["GenerateSecretString"]["GenerateStringKey"] == "current"
    assert secret["GenerateSecretString"]["PasswordLength"] == 64


def test_a_messenger_that_publishes_its_keys_shares_no_secret_with_us(
    made: tuple[dict[str, MessengerSecrets], Template],
) -> None:
    secrets, template = made

    assert secrets["my-teams"].webhook is None
    assert json.loads(a_secret(template, "MyTeamsToken")["SecretString"]) == {"token": ""}


def test_only_the_channels_of_a_stage_lie_in_its_bundles() -> None:
    without = left_out(frozenset({"web"}))

    files = [str(file) for file in closure(ROOT, "lambdas.request.handler", without=without).files]

    assert [file for file in files if file.startswith("lambdas/channels/telegram")] == []
    assert [file for file in files if file.startswith("lambdas/channels/web")]


def test_a_stage_with_one_app_for_two_pages_is_refused(tmp_path: Path) -> None:
    good = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
    more = "  team:\n    channel: slack\n    bot: travel\n    app_id: A0PARLEY001\n"
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "mine.yaml").write_text(good + more, encoding="utf-8")

    with pytest.raises(StageError, match=r"installations\.team\.app_id is that of slack, too: write another"):
        read_stage(tmp_path, "mine")


def test_the_accounts_of_a_stage_are_read_with_it(tmp_path: Path) -> None:
    good = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
    more = "  team:\n    channel: slack\n    bot: travel\n    app_id: A0123456789\n"
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "mine.yaml").write_text(good + more, encoding="utf-8")

    stage = read_stage(tmp_path, "mine")

    assert stage.installations["team"].account == {"app_id": "A0123456789"}
    assert "slack" in stage.channels
