"""What the parts of a local platform are told of each other."""

from dataclasses import fields, replace
from pathlib import Path

from dev.addresses import Addresses
from dev.doubles.installed import Installed
from dev.endpoints import doubles, elsewhere, installed, on_telegram
from stacks.read_stage import read_stage
from stacks.stage import Stage

ROOT = Path(__file__).parents[3]


def a_stage(*called: tuple[str, str]) -> Stage:
    """The local stage with other installations, each by its channel and its name."""
    local = read_stage(ROOT, "local")
    usual = local.installations["sms"]
    made = {
        name: replace(usual, name=name, channel=channel, account={"of": name}) for channel, name in called
    }
    return replace(local, installations=made)


def test_every_installation_of_a_messenger_has_a_double_by_its_own_name() -> None:
    stage = a_stage(("web", "web"), ("slack", "shop"), ("telegram", "bot"), ("slack", "trips"))
    ports = dict.fromkeys((each.name for each in fields(Addresses)), 0)
    at = Addresses(**ports | {"telegram_port": 1, "messengers_port": 2})

    assert doubles(at, stage) == [
        "shop=http://127.0.0.1:2/shop",
        "bot=http://127.0.0.1:1/bot",
        "trips=http://127.0.0.1:2/trips",
    ]


def test_all_but_the_first_of_a_channel_are_further_ones() -> None:
    stage = a_stage(("slack", "shop"), ("sms", "texts"), ("slack", "trips"))

    found = installed(stage)

    assert [each.name for each in found if each.further] == ["trips"]
    assert found[0] == Installed(name="shop", channel="slack", bot="travel", account={"of": "shop"})


def test_a_process_is_told_of_its_own_installations() -> None:
    stage = a_stage(("slack", "shop"), ("telegram", "bot"))

    told = [option.removeprefix("--installation=") for option in (*on_telegram(stage), *elsewhere(stage))]

    assert [Installed.read(text).name for text in told] == ["bot", "shop"]
