"""Words of people as every messenger's adapter hands them on."""

from dataclasses import replace

import pytest

from lambdas.domain.heard import chosen, linked, said, thing
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Chose, Said, Unhandled, What

INSTALLATION = Installation(
    id=InstallationId("sms"),
    channel="sms",
    bot=BotId("travel"),
    locales=("en-US",),
    text_limit=10,
    commands={"en-US": {"help": "Help"}},
)


def test_words_are_cleaned() -> None:
    assert said(" Lon\x00don\n", locale="en-US", installation=INSTALLATION) == Said(text="London")


@pytest.mark.parametrize("typed", ["/help", "/HELP me", " /help\n"])
def test_a_command_is_what_it_stands_for(typed: str) -> None:
    assert said(typed, locale="en-US", installation=INSTALLATION) == Chose(value="Help", text="/help")


@pytest.mark.parametrize("typed", ["/helper", "/other", "help", "a /help", "/help!"])
def test_what_is_no_known_command_is_words(typed: str) -> None:
    assert said(typed, locale="en-US", installation=INSTALLATION) == Said(text=typed)


def test_a_command_is_of_its_locale() -> None:
    assert said("/help", locale="es-ES", installation=INSTALLATION) == Said(text="/help")


@pytest.mark.parametrize(
    ("words", "what"), [("", What.EMPTY), (" \n", What.EMPTY), ("x" * 10, None), ("x" * 11, What.TOO_LONG)]
)
def test_words_that_no_bot_can_take_are_told_apart(words: str, what: What | None) -> None:
    heard = said(words, locale="en-US", installation=INSTALLATION)

    assert (heard.what if isinstance(heard, Unhandled) else None) == what


def test_a_choice_is_its_value_and_what_was_seen() -> None:
    assert chosen("double", " Double\x00 ", installation=INSTALLATION) == Chose(value="double", text="Double")


@pytest.mark.parametrize(("value", "label"), [("", "suite"), ("suite", ""), ("suite", " ")])
def test_half_a_choice_stands_for_both_halves(value: str, label: str) -> None:
    assert chosen(value, label, installation=INSTALLATION) == Chose(value="suite", text="suite")


@pytest.mark.parametrize(
    ("value", "label", "what"),
    [("", "", What.EMPTY), ("x" * 11, "x", What.TOO_LONG), ("x", "x" * 11, What.TOO_LONG)],
)
def test_a_choice_that_no_bot_can_take_is_told(value: str, label: str, what: What) -> None:
    assert chosen(value, label, installation=INSTALLATION) == Unhandled(what=what)


def test_a_thing_is_called_by_one_short_line() -> None:
    assert thing(What.FILE, " a\nb\u202e" + "c" * 99) == Unhandled(what=What.FILE, name="a b" + "c" * 61)


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("help", "Help"),
        ("Help-me_now", "Help me now"),
        ("help-", "Help"),
        ("summer_2026", "Hello"),
        ("", "Hello"),
    ],
)
def test_a_link_says_a_command_and_words_after_it_or_else_start(payload: str, value: str) -> None:
    greeting = replace(INSTALLATION, commands={"en-US": {"start": "Hello", "help": "Help"}})

    assert linked(payload, locale="en-US", installation=greeting) == Chose(
        value=value, text=f"/start {payload}"
    )


def test_a_link_says_nothing_to_a_bot_without_start() -> None:
    assert linked("help", locale="en-US", installation=INSTALLATION) is None
