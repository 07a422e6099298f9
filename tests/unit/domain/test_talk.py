"""Small talk and wishes for a language, as response reads them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.read import read_bot
from definition.said import folded as folded_in_a_definition
from definition.texts import texts
from lambdas.domain.conversation import Awaited
from lambdas.domain.ids import BotId
from lambdas.domain.reply import Text
from lambdas.domain.talk import folded, read_asides, read_talks
from tests.unit.definition.files import RICH, a_file


@given(st.text())
def test_a_phrase_is_compared_as_the_definition_wrote_it_down(phrase: str) -> None:
    assert folded(phrase) == folded_in_a_definition(phrase)


@pytest.mark.parametrize("said", ["que tal", "¿Qué tal?", "  QUÉ   TAL!! ", "que\u0301 tal…"])
def test_case_accents_punctuation_and_spaces_make_no_difference(said: str) -> None:
    assert folded(said) == "que tal"


def test_a_bot_s_talk_is_what_its_definition_says(tmp_path: Path) -> None:
    bot = read_bot(a_file(tmp_path, RICH))

    talk = read_talks(json.dumps({"rich": texts(bot)}))["rich"]["en-US"]  # type: ignore[index] # our own name

    assert talk.answers == {"tell me a joke": ((Text(text="No."),), (Text(text="Never."),))}
    assert talk.languages == {"auf deutsch": "de-DE"}


BOT = {
    "asides": ["Hours"],
    "verbatim": {"Report": ["Remarks"]},
    "locales": {
        "en-US": {
            "small_talk": {
                "help": {"says": ["help me"], "answers": ["So."]},
                "joke": {"says": ["a joke"], "answers": ["No."], "apart": True},
                "hello": {"says": ["hello"], "answers": ["Hello!"]},
            }
        }
    },
}
ANY_WORDS = Awaited(intent="Report", slot="Remarks", parts=(Text(text="And?"),))


@pytest.mark.parametrize(
    ("phrase", "awaited", "comes"),
    [
        ("hello", replace(ANY_WORDS, slot="City"), True),
        ("hello", replace(ANY_WORDS, intent="Book"), True),
        ("hello", ANY_WORDS, False),
        ("help me", ANY_WORDS, True),
        ("help me", replace(ANY_WORDS, parts=()), False),
        ("help me", None, False),
        ("a joke", replace(ANY_WORDS, slot="City"), False),
    ],
)
def test_a_phrase_comes_between_where_it_cannot_be_the_answer(
    phrase: str, awaited: Awaited | None, *, comes: bool
) -> None:
    talk = read_talks(json.dumps({"rich": BOT}))[BotId("rich")]["en-US"]

    assert talk.comes_between(phrase, awaited) is comes


def test_a_bot_s_asides_are_its_own() -> None:
    assert read_asides(json.dumps({"rich": BOT, "plain": {"locales": {}}})) == {
        "rich": {"Hours"},
        "plain": frozenset(),
    }


def test_a_bot_without_talk_has_none() -> None:
    talks = read_talks('{"small": {"locales": {"en-US": {}}}}')

    assert [(talk.answers, talk.languages) for bot in talks.values() for talk in bot.values()] == [({}, {})]
