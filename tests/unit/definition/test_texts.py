"""What travels in the Lambdas' bundles of a bot."""

import json
from pathlib import Path
from typing import Any

import pytest

from definition.read import read_bot
from definition.texts import texts
from lambdas.domain.reply import Card, Text
from lambdas.domain.wording import read_texts
from tests.unit.definition.files import RICH, SMALL, a_file

Json = dict[str, Any]


@pytest.fixture
def rich(tmp_path: Path) -> Json:
    written: Json = json.loads(json.dumps(texts(read_bot(a_file(tmp_path, RICH)))))
    return written


def test_a_plain_bot_is_its_words(tmp_path: Path) -> None:
    choices = {"kind": "choices", "choices": [{"label": "Big", "value": "large"}]}
    order = {
        "replies": {"booked": "Yours is {Number}."},
        "prompts": {"Size": [{"kind": "text", "text": "Which size?"}, choices]},
        "confirmation": "A {Size} pizza, yes or no?",
        "declined": "No pizza then.",
    }

    assert texts(read_bot(a_file(tmp_path, SMALL))) == {
        "locales": {
            "en-US": {"fallback": ["Sorry?"], "intents": {"Order": order, "Greet": {"closing": ["Hello!"]}}}
        }
    }


def test_branches_are_the_same_in_every_locale(rich: Json) -> None:
    number = {"slot": "Number", "is": ">", "than": 10}

    assert rich["branches"]["Order"]["Number"] == [
        {"if": number, "say": "too_many", "then": {"ask": "Number"}},
        {"if": {"slot": "When", "is": "filled"}, "then": "confirm"},
        {"then": {"ask": "When"}},
    ]
    assert rich["branches"]["Order"]["done"][0]["then"] == {"start": "Drink"}


def test_small_talk_and_languages_are_told_by_folded_phrases(rich: Json) -> None:
    english = rich["locales"]["en-US"]

    assert english["small_talk"] == {"joke": {"says": ["tell me a joke"], "answers": ["No.", "Never."]}}
    assert english["languages"] == {"de-DE": ["auf deutsch"]}


def test_a_title_of_choices_is_said_before_them(rich: Json) -> None:
    asked = rich["locales"]["en-US"]["intents"]["Order"]["prompts"]["Size"]

    assert [part.get("text") for part in asked] == ["Which size?", "Sizes", None]


def test_a_lambda_reads_what_is_written(rich: Json) -> None:
    wording = read_texts(json.dumps({"pizza": rich})).by_bot["pizza"]["de-DE"]

    assert list(wording) == ["Order"]
    order = read_texts(json.dumps({"pizza": rich})).of_engine(bot="x", locale="de-DE", intent="Order")
    card = Card(title="Pizza", subtitle="hot", image="https://a.example/p.png")
    assert order.parts("noted") == (Text(text="Noted."), card)
    assert order.say("too_many", Number=12) == "12 are too many."
