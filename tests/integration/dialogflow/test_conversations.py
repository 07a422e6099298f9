"""Every example conversation comes as written through Dialogflow's client, with the real fulfilment code."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from definition.bot import Bot
from definition.examples import Example, read_examples
from definition.read import read_bot
from dev.dialogflow.examples import main, rehearsed
from dev.held import Hold, report

FILES = sorted((Path(__file__).parents[3] / "bots").glob("*/bot.yaml"))
BOTS = {file: read_bot(file) for file in FILES}
EXAMPLES = {
    f"{bot.name}/{example.name}": (bot, example)
    for file, bot in BOTS.items()
    for example in read_examples(file.parent / "examples", bot=bot)
}


@pytest.fixture(scope="module")
def holds() -> Iterator[Mapping[str, Hold]]:
    with ExitStack() as open_:
        yield {bot.name: open_.enter_context(rehearsed(bot)) for bot in BOTS.values()}


@pytest.mark.parametrize(("bot", "example"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_conversation_comes_as_written(bot: Bot, example: Example, holds: Mapping[str, Hold]) -> None:
    difference = holds[bot.name](example)

    assert difference is None, report(example, difference)


def test_the_exit_code_says_when_a_conversation_came_differently(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "pizza"
    (folder / "examples").mkdir(parents=True)
    (folder / "bot.yaml").write_text(
        "name: pizza\nintents: {Greet: {}}\nlocales:\n  en-US:\n    fallback: Sorry?\n"
        "    intents: {Greet: {utterances: [hello], closing: Hello!}}\n"
    )
    example = "about: Hello\ntoday: 2027-03-01\nturns:\n  - {person: hello, bot: Hello!, intent: Greet}\n"
    (folder / "examples" / "hello.yaml").write_text(example)
    right = main([str(folder / "bot.yaml")])
    (folder / "examples" / "hello.yaml").write_text(example.replace("Hello!", "Ciao!"))

    assert (right, main([str(folder / "bot.yaml")])) == (0, 1)
    assert "+ bot: Hello!" in capsys.readouterr().out
