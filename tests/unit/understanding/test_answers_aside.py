"""Answers to something else than what was asked. The day is Wednesday, March 3, 2027."""

from datetime import date
from pathlib import Path

import pytest

from definition.read import read_bot
from dev.understanding.grammars import grammar
from dev.understanding.heard import Context, Value
from dev.understanding.templates import TemplateUnderstanding

TRAVEL = read_bot(Path(__file__).parents[3] / "bots" / "travel" / "bot.yaml")
UNDERSTANDING = TemplateUnderstanding(bot=TRAVEL, locale=TRAVEL.locales["en-US"], grammar=grammar("en-US"))


def answer(text: str, *, asked: str | None) -> dict[str, str]:
    """What a text fills where a slot was asked for, or a yes, and the city is known."""
    context = Context(
        today=date(2027, 3, 3),
        intent="BookHotel",
        slots={"City": Value(original="London", interpreted="London")},
        elicited=asked,
        confirming=asked is None,
    )
    heard = UNDERSTANDING.understand(text, context=context)
    return {name: value.interpreted for name, value in heard.answer.items()}


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ("could your colleagues perhaps try 4 nights then", {"Nights": "P4D"}),
        ("my aunt and uncle arrive next Friday, finally", {"CheckIn": "2027-03-12"}),
    ],
)
def test_a_day_or_a_stay_counts_whatever_is_said_beside_it(said: str, filled: dict[str, str]) -> None:
    assert answer(said, asked="RoomType") == filled


@pytest.mark.parametrize(
    "said",
    ["actually go to Rome instead", "I changed my mind, I want to go to Rome instead", "no wait, Rome"],
)
def test_a_city_beside_words_that_correct_does(said: str) -> None:
    assert answer(said, asked="RoomType") == {"City": "Rome"}


@pytest.mark.parametrize(
    "said",
    [
        "We're flying in to Rome",
        "how about Rome",
        "we'd go somewhere around Rome",
        "I was thinking of Rome",
    ],
)
def test_a_city_that_is_only_told_does(said: str) -> None:
    assert answer(said, asked="RoomType") == {"City": "Rome"}


def test_a_city_among_strange_words_does_where_they_speak_of_the_intent() -> None:
    said = "I would like to book another hotel room in Rome for my elephant"

    assert answer(said, asked="RoomType") == {"City": "Rome"}


@pytest.mark.parametrize("said", ["4 of us", "we are 4", "it'd be a party of four", "there'll be 4"])
def test_people_are_no_nights(said: str) -> None:
    assert answer(said, asked="Nights") == {}


def test_a_slot_may_be_called_by_its_name() -> None:
    assert answer("actually change the type to suite", asked="CheckIn") == {"RoomType": "suite"}


def test_a_city_among_strange_words_does_not() -> None:
    assert answer("my aunt flew to Rome with an elephant", asked="RoomType") == {}


def test_at_a_confirmation_a_few_strange_words_do_no_harm() -> None:
    said = "what else is there, my aunt would rather go to Rome"

    assert answer(said, asked=None) == {"City": "Rome"}


def test_at_a_confirmation_many_do() -> None:
    said = "my aunt once flew to Rome with a grey elephant and three purple ones"

    assert answer(said, asked=None) == {}
