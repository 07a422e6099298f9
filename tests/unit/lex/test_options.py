"""The command line of the local Lex: which bots it serves, and under which ids."""

import argparse
from pathlib import Path

import pytest
import yaml

from dev.lex.__main__ import DEFAULT_BOT, BotOption, bot_option, options
from dev.served_bots import lex_bots
from stacks.read_stage import read_stage

ROOT = Path(__file__).parents[3]


def test_the_bot_served_by_default_is_the_local_stages_own() -> None:
    stage = yaml.safe_load((ROOT / "stages" / "local.yaml").read_text())

    travel = stage["bots"]["travel"]
    assert bot_option(DEFAULT_BOT) == BotOption(
        bot_id=travel["bot_id"], alias_id=travel["alias_id"], file=Path("bots/travel/bot.yaml")
    )
    assert (ROOT / bot_option(DEFAULT_BOT).file).exists()


def test_every_bot_of_the_local_stage_is_served_under_its_ids() -> None:
    served = [bot_option(option) for option in lex_bots(read_stage(ROOT, "local"))]

    assert served == [
        BotOption(bot_id="TRAVELBOT1", alias_id="LOCALALIAS", file=Path("bots/travel/bot.yaml")),
        BotOption(bot_id="CONCIERGE1", alias_id="LOCALALIAS", file=Path("bots/concierge/bot.yaml")),
    ]


def test_several_bots_may_be_named() -> None:
    given = options(["--hook", "F", "--bot", "PIZZABOT01/LIVE=a.yaml", "--bot", "PASTABOT01/LIVE=b=c.yaml"])

    assert [(one.bot_id, str(one.file)) for one in given.bot] == [
        ("PIZZABOT01", "a.yaml"),
        ("PASTABOT01", "b=c.yaml"),
    ]
    assert given.port == 0


@pytest.mark.parametrize("text", ["", "TRAVELBOT1", "TRAVELBOT1=a.yaml", "/LIVE=a.yaml", "TRAVELBOT1/LIVE="])
def test_a_bot_without_its_ids_or_its_file_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        bot_option(text)
