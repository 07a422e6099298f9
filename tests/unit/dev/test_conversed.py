"""A conversation is held as the platform holds it: small talk and other languages without the engine."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from definition.bot import Bot
from definition.examples import Example, ExampleTurn
from definition.read import read_bot
from dev.conversed import Asked, converse
from dev.held import Got
from lambdas.domain.reply import Text
from tests.unit.definition.files import RICH, a_file


@dataclass
class Engine:
    """Says what it was asked; a dialog waits after everything but goodbye."""

    asked: list[Asked] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Got:
        """See ``Ask``."""
        self.asked.append(asked)
        said = (Text(text=f"heard {asked.text}"),)
        return Got(parts=said, intent=None, slots={}, waits=asked.text != "goodbye")


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, RICH))


def example(*turns: tuple[str, str]) -> Example:
    """A conversation in English of what is said and what comes."""
    return Example(
        file=Path("pizza.yaml"),
        about="",
        today=date(2027, 3, 1),
        locale="en-US",
        turns=tuple(
            ExampleTurn(line=1, person=person, bot=answer, choices=None, intent=None, slots={})
            for person, answer in turns
        ),
    )


def test_small_talk_is_answered_in_turn_without_the_engine(bot: Bot) -> None:
    engine = Engine()
    conversation = example(("Tell me a joke!", "No."), ("tell me a joke", "Never."), ("order", "heard order"))

    assert converse(conversation, bot=bot, ask=engine) is None
    assert [asked.text for asked in engine.asked] == ["order"]


def test_small_talk_goes_to_the_engine_while_the_dialog_waits(bot: Bot) -> None:
    engine = Engine()
    conversation = example(
        ("order", "heard order"),
        ("tell me a joke", "heard tell me a joke"),
        ("goodbye", "heard goodbye"),
        ("tell me a joke", "Never."),
    )

    assert converse(conversation, bot=bot, ask=engine) is None


def test_another_language_is_a_new_session_there(bot: Bot) -> None:
    engine = Engine()
    conversation = example(
        ("order", "heard order"),
        ("auf Deutsch", "* starts anew*"),
        ("hallo", "heard hallo"),
        ("In English?", "*"),
    )

    assert converse(conversation, bot=bot, ask=engine) is None
    assert [(asked.locale, asked.session, asked.turn) for asked in engine.asked] == [
        ("en-US", "pizza-0", 0),
        ("de-DE", "pizza-1", 2),
    ]


def test_what_came_differently_is_told(bot: Bot) -> None:
    came = converse(example(("tell me a joke", "Ha!")), bot=bot, ask=Engine())

    assert came is not None
    assert (came.expected, came.got) == (("bot: Ha!",), ("bot: No.",))
