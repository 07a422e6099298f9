"""Several installations of a messenger on one machine: each with its own double, bot, secrets and pace."""

import contextlib
import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from cli.local_telegram import LocalTelegram
from cli.main import parser
from lambdas.domain.errors import ParleyError
from stacks.channels import MESSENGERS
from tests.integration.two_each.running import second
from tests.integration.two_each.there import TwoEach

EVERY = pytest.mark.parametrize("channel", MESSENGERS)


@EVERY
def test_each_is_answered_by_its_own_bot_in_its_own_chat(there: TwoEach, channel: str) -> None:
    travel = there.says(channel, "the first", user="Bob")
    hotel = there.says(second(channel), "the other", user="Bob")

    there.settle()

    assert there.sees(channel, travel) == ["TRAVELBOT1 in en_US heard the first"]
    assert there.sees(second(channel), hotel) == ["CONCIERGE1 in en_US heard the other"]


@EVERY
def test_what_one_is_sent_is_refused_at_the_other_s_door(there: TwoEach, channel: str) -> None:
    for name, other in ((channel, second(channel)), (second(channel), channel)):
        there.says(name, "hello", user="Cleo")
        call = there.calls[name]

        assert there.answer(name, call)["statusCode"] == 200
        assert there.answer(other, call)["statusCode"] == 401


@EVERY
def test_the_token_of_one_does_not_open_the_other(there: TwoEach, channel: str) -> None:
    for name, other in ((channel, second(channel)), (second(channel), channel)):
        said = there.says(name, "hello", user="Dan")
        there.settle()
        before = len(there.sees(name, said))

        there.send(name, "by its own", token_of=name)
        with contextlib.suppress(ParleyError):
            there.send(name, "by the other's", token_of=other)

        assert there.sees(name, said)[before:] == ["by its own"]


@EVERY
def test_one_that_wants_to_be_left_alone_slows_nobody_else(channel: str, there: TwoEach) -> None:
    with there.wanting_rest(channel):
        left = there.says(channel, "the sauna", user="Eve")
        other = there.says(second(channel), "the sauna", user="Eve")
        there.settle()

    assert there.sees(channel, left) == []
    assert there.sees(second(channel), other) == ["CONCIERGE1 in en_US heard the sauna"]


def test_people_chat_with_the_bot_of_telegram_that_is_named(there: TwoEach) -> None:
    named = LocalTelegram(there.local["telegram_endpoint"], installation=second("telegram"))

    said = named.act(user="Gus", text="the sauna")
    there.taken(second("telegram"), said["update_id"])
    there.settle()

    assert next(named.replies(said)).text == "CONCIERGE1 in en_US heard the sauna"


def test_nobody_chats_with_a_bot_that_is_not_installed(
    there: TwoEach, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del there
    options = parser().parse_args(["telegram", "hello", "--installation", "nobody", "--state", str(folder)])

    assert options.run(options) == 1

    assert "there is no bot of Telegram at" in capsys.readouterr().err


def test_in_a_group_people_name_the_bot_that_they_mean(there: TwoEach) -> None:
    for name, called in (("telegram", "parley_local_bot"), ("telegram-hotel", "telegram_hotel_bot")):
        there.says(name, "the sauna", group="Trip")

        assert json.loads(there.calls[name].body)["message"]["text"] == f"@{called} the sauna"


def test_an_event_of_slack_names_the_app_that_it_is_for(there: TwoEach) -> None:
    for name, app in (("slack", "A0PARLEY001"), ("slack-hotel", "A0HOTEL0002")):
        there.says(name, "hello", user="Ida")

        assert json.loads(there.calls[name].body)["api_app_id"] == app


def test_a_slash_command_of_slack_is_named_for_the_bot(there: TwoEach) -> None:
    for name, typed in (("slack", "/travel"), ("slack-hotel", "/concierge")):
        there.says(name, f"{typed} help", user="Hal")

        assert parse_qs(there.calls[name].body.decode())["command"] == [typed]


def command(folder: Path, *arguments: str) -> int:
    options = parser().parse_args(["channel", *arguments, "--state", str(folder)])
    status: int = options.run(options)
    return status


def test_parley_channel_lists_each(there: TwoEach, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(folder, "list") == 0

    rows = {row.split()[0]: row.split() for row in capsys.readouterr().out.splitlines()}
    for channel in MESSENGERS:
        assert rows[channel][1:3] == [channel, "travel"]
        assert rows[second(channel)][1:3] == [channel, "concierge"]
        assert rows[second(channel)][-1] == there.installed(second(channel)).webhook_url


@EVERY
def test_parley_channel_inspects_the_one_that_is_named(
    there: TwoEach, folder: Path, channel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (channel, second(channel)):
        assert command(folder, "inspect", name) == 0

        shown = capsys.readouterr().out.splitlines()
        assert shown[0].endswith(f" is {name} of this machine")
        urls = [
            word.partition("?")[0].partition("#")[0]
            for row in shown
            for word in row.split()
            if "/webhooks/" in word
        ]
        assert set(urls) == {there.installed(name).webhook_url}


@pytest.mark.parametrize("channel", ["slack", "sms", "telegram"])
def test_parley_channel_sends_a_test_to_the_one_that_is_named(
    there: TwoEach, folder: Path, channel: str
) -> None:
    named = second(channel)
    said = {name: there.says(name, "hello", user="Finn") for name in (channel, named)}
    there.settle()
    before = {name: list(there.sees(name, said[name])) for name in said}

    assert command(folder, "send-test", named, "--to", said[named]["chat"], "--text", "a test") == 0

    assert there.sees(named, said[named]) == [*before[named], "a test"]
    assert there.sees(channel, said[channel]) == before[channel]
