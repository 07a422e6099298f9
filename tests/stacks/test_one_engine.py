"""A stage all of whose bots are served by one engine, as if one line of each were changed."""

from dataclasses import replace

import pytest

from dev.home import ROOT
from stacks.one_engine import served_by
from stacks.read_stage import read_stage
from stacks.stage_file import StageError

LOCAL = read_stage(ROOT, "local")


def test_every_bot_is_served_by_that_engine() -> None:
    stage = served_by(LOCAL, "dialogflow")

    assert {bot.engines for bot in stage.bots.values()} == {frozenset({"dialogflow"})}
    assert set(stage.agents) == set(stage.bots)
    assert all(installed.text_limit == 256 for installed in stage.installations.values())


def test_a_stage_that_says_so_already_is_as_it_was() -> None:
    assert served_by(LOCAL, "lex") == LOCAL


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(StageError, match="no engine: write lex or dialogflow"):
        served_by(LOCAL, "watson")


def test_an_engine_after_a_comma_is_every_bot_s_second() -> None:
    stage = served_by(LOCAL, "lex,dialogflow")

    assert {bot.every for bot in stage.bots.values()} == {("lex", "dialogflow")}
    assert set(stage.agents) == set(stage.aliases) == set(stage.bots)
    assert all(installed.text_limit == 256 for installed in stage.installations.values())


@pytest.mark.parametrize("written", ["lex,watson", "lex,", ",lex", "lex dialogflow"])
def test_an_unknown_second_engine_is_refused(written: str) -> None:
    with pytest.raises(StageError, match="no engine: write lex or dialogflow"):
        served_by(LOCAL, written)


def test_an_engine_is_no_second_of_itself() -> None:
    with pytest.raises(StageError, match="names one twice: write lex,dialogflow, or one alone"):
        served_by(LOCAL, "lex,lex")


@pytest.mark.parametrize("written", ["dialogflow", "lex,dialogflow"])
def test_a_bot_without_an_agent_is_refused(written: str) -> None:
    bots = {**LOCAL.bots, "travel": replace(LOCAL.bots["travel"], agent=None)}

    with pytest.raises(StageError, match=r"bots\.travel\.dialogflow is missing"):
        served_by(replace(LOCAL, bots=bots), written)
