"""Which engines a stage gives a bot, from its file to the Lambda that asks them."""

from pathlib import Path

import pytest

from definition.read import read_bot
from lambdas.domain.ids import BotId
from lambdas.domain.installation import read_bots
from stacks.configured import bots
from stacks.read_stage import read_stage
from stacks.stage import Stage
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT
from tests.unit.definition.files import RICH, a_file

LOCAL = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")


def a_stage(root: Path, engines: str) -> Stage:
    """The local stage, with other engines for its bot."""
    (root / "stages").mkdir()
    text = LOCAL.replace("engine: lex", f"engine: lex\n    {engines}", 1)
    (root / "stages" / "mine.yaml").write_text(text, encoding="utf-8")
    return read_stage(root, "mine")


def engines_told(stage: Stage, folder: Path) -> dict[str, list[str]]:
    """What response reads of it, for a bot that speaks English and German."""
    definition = read_bot(a_file(folder, RICH))
    told = bots(stage, dict.fromkeys(stage.bots, definition), stage.aliases)
    bot = read_bots(told)[BotId("travel")]
    return {locale: list(bot.engines_in(locale)) for locale in definition.locales}


@pytest.mark.parametrize(
    ("engines", "english", "german"),
    [
        ("", ["lex"], ["lex"]),
        ("second: dialogflow", ["lex", "dialogflow"], ["lex", "dialogflow"]),
        ("locales: {de-DE: {engine: dialogflow}}", ["lex"], ["dialogflow"]),
        (
            "second: dialogflow\n    locales: {de-DE: {engine: dialogflow, second: lex}}",
            ["lex", "dialogflow"],
            ["dialogflow", "lex"],
        ),
    ],
)
def test_a_locale_is_served_by_the_engines_that_the_stage_says(
    tmp_path: Path, engines: str, english: list[str], german: list[str]
) -> None:
    stage = a_stage(tmp_path, engines)

    assert engines_told(stage, tmp_path) == {"en-US": english, "de-DE": german}


def test_an_engine_for_a_language_that_the_bot_does_not_speak_is_refused(tmp_path: Path) -> None:
    stage = a_stage(tmp_path, "locales: {fr-FR: {engine: dialogflow}}")

    with pytest.raises(StageError) as refusal:
        engines_told(stage, tmp_path)

    assert str(refusal.value) == (
        "stages/mine.yaml: bots.travel.locales.fr-FR is no locale of the bot: write en-US or de-DE"
    )
