"""A conversation is held as the platform holds it: small talk and other languages without the engine."""

from datetime import date
from pathlib import Path

import pytest

from definition.bot import Bot
from definition.examples import Example, ExampleTurn
from definition.read import read_bot
from dev.conversed import converse
from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.reply import Text
from lambdas.domain.turn import Said, Turn
from tests.fakes.engine import FakeEngine
from tests.unit.definition.files import RICH, a_file, changed


class Engine(FakeEngine):
    """Says what it was asked; a dialog waits after everything but goodbye and a greeting."""

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """See ``Engine``."""
        super().converse(turn, session=session, envelope=envelope, restore=restore)
        text = turn.content.text if isinstance(turn.content, Said) else ""
        return Understanding(
            parts=(Text(text=f"heard {text}"),),
            state=f"after {text}",
            intent="Greet" if text == "hi" else "Order",
            closed=text in {"goodbye", "hi"},
        )

    @property
    def heard(self) -> list[str]:
        """What was said to it."""
        return [str(getattr(asked.turn.content, "text", "")) for asked in self.asked]


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

    assert converse(conversation, bot=bot, engine=engine) is None
    assert engine.heard == ["order"]


def test_after_small_talk_in_a_dialog_its_question_is_asked_again(bot: Bot) -> None:
    engine = Engine()
    conversation = example(
        ("order", "heard order"),
        ("tell me a joke", "Never.\nheard order"),
        ("goodbye", "heard goodbye"),
        ("tell me a joke", "Never."),
    )

    assert converse(conversation, bot=bot, engine=engine) is None
    assert engine.heard == ["order", "goodbye"]


def test_small_talk_that_stays_out_of_dialogs_is_the_engine_s_there(tmp_path: Path) -> None:
    apart = changed("says: [tell me a joke]", "in_dialogs: false, says: [tell me a joke]", text=RICH)
    conversation = example(("order", "heard order"), ("tell me a joke", "heard tell me a joke"))

    assert converse(conversation, bot=read_bot(a_file(tmp_path, apart)), engine=Engine()) is None


def test_after_an_aside_the_dialog_is_put_back_and_its_question_asked_again(tmp_path: Path) -> None:
    aside = changed("  Greet: {}", "  Greet: {aside: true}", text=RICH)
    engine = Engine()
    conversation = example(
        ("order", "heard order"), ("hi", "heard hi\nheard order"), ("goodbye", "heard goodbye")
    )

    assert converse(conversation, bot=read_bot(a_file(tmp_path, aside)), engine=engine) is None
    last = engine.asked[-1]
    assert (last.restore, last.session and last.session.state) == (True, "after order")


def test_another_language_is_a_new_session_there(bot: Bot) -> None:
    engine = Engine()
    conversation = example(
        ("order", "heard order"),
        ("auf Deutsch", "* starts anew*"),
        ("hallo", "heard hallo"),
        ("In English?", "*"),
    )

    assert converse(conversation, bot=bot, engine=engine) is None
    assert [(asked.turn.locale, asked.turn.address.conversation) for asked in engine.asked] == [
        ("en-US", "pizza-0"),
        ("de-DE", "pizza-1"),
    ]


def test_what_came_differently_is_told(bot: Bot) -> None:
    came = converse(example(("tell me a joke", "Ha!")), bot=bot, engine=Engine())

    assert came is not None
    assert (came.expected, came.got) == (("bot: Ha!",), ("bot: No.",))
