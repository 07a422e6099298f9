"""Every example conversation comes as written, with the real fulfilment code behind the dialog."""

from dataclasses import replace
from pathlib import Path

import pytest

from definition.bot import Bot
from definition.examples import Example, read_examples
from definition.read import read_bot
from dev.held import report
from dev.lex.examples import hold, main

FILES = sorted((Path(__file__).parents[3] / "bots").glob("*/bot.yaml"))
BOTS = {file: read_bot(file) for file in FILES}
EXAMPLES = {
    f"{bot.name}/{example.name}": (bot, example)
    for file, bot in BOTS.items()
    for example in read_examples(file.parent / "examples", bot=bot)
}


@pytest.mark.parametrize(("bot", "example"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_conversation_comes_as_written(bot: Bot, example: Example) -> None:
    difference = hold(example, bot=bot)

    assert difference is None, report(example, difference)


def test_what_came_differently_is_shown_beside_what_was_expected() -> None:
    bot, example = EXAMPLES["travel/a-week-from-september"]
    first, second, *_ = example.turns
    wrong = replace(second, bot="Which room?", choices=("Single",), slots={"City": "Paris"})

    said = report(example, hold(replace(example, turns=(first, wrong)), bot=bot)).splitlines()

    assert said[0].startswith("FAIL  a-week-from-september: ")
    assert said[1].endswith(f"a-week-from-september.yaml:{second.line}")
    assert {line.strip() for line in said[3:]} == {
        "- bot: Which room?",
        "+ bot: What kind of room would you like?",
        "- choices: Single",
        "+ choices: Single, Double, Suite",
        "- City: Paris",
        "+ City: London",
    }


def test_a_star_stands_for_anything_on_one_line() -> None:
    bot, example = EXAMPLES["travel/a-week-from-september"]
    first = replace(example.turns[0], bot="In which * would you like to *?")

    assert hold(replace(example, turns=(first,)), bot=bot) is None


def test_every_conversation_has_its_line_and_the_exit_code_says_how_it_went(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = main([str(FILES[0])])

    *lines, total = capsys.readouterr().out.splitlines()
    assert code == 0
    assert all(line.startswith("ok    ") for line in lines)
    assert total == f"{len(lines)} conversations, 0 came differently"
    assert main([str(tmp_path / "bot.yaml")]) == 1
