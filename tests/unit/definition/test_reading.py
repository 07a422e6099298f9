"""What is read from a faultless definition."""

from pathlib import Path

import pytest

from definition.bot import Bot, Button, Choices
from definition.read import read_bot
from definition.texts import texts
from tests.unit.definition.files import SECOND_LOCALE, SMALL, a_file, changed


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, SMALL + SECOND_LOCALE))


def test_slots_are_required_unless_said_otherwise(bot: Bot) -> None:
    slots = bot.intents["Order"].slots

    assert {slot.name: (slot.type, slot.required) for slot in slots.values()} == {
        "Size": ("Size", True),
        "When": ("AMAZON.Date", False),
    }


def test_hooks_are_off_unless_said_otherwise(bot: Bot) -> None:
    order, greet = bot.intents["Order"], bot.intents["Greet"]

    assert (order.dialog_hook, order.fulfillment_hook) == (False, True)
    assert (greet.dialog_hook, greet.fulfillment_hook) == (False, False)


def test_the_first_locale_is_the_default_one(bot: Bot) -> None:
    assert list(bot.locales) == ["en-US", "de-DE"]


def test_a_locale_speaks_in_its_own_words(bot: Bot) -> None:
    english, german = bot.locales.values()

    assert (english.intents["Greet"].closing, german.intents["Greet"].closing) == ("Hello!", "Hallo!")
    assert english.synonyms["Size"] == {"small": ("little",), "large": ("big",)}
    assert german.synonyms == {}


def test_a_locale_has_no_commands_unless_it_says_what_they_say(bot: Bot, tmp_path: Path) -> None:
    text = changed("fallback: Sorry?", "fallback: Sorry?\n    commands: {start: hello}")

    commanded = read_bot(a_file(tmp_path, text))

    assert commanded.locales["en-US"].commands == {"start": "hello"}
    assert bot.locales["en-US"].commands == {}


def test_a_question_may_have_choices(bot: Bot) -> None:
    english, german = (locale.intents["Order"].slots["Size"] for locale in bot.locales.values())

    assert english.choices == Choices(title=None, buttons=(Button(text="Big", value="large"),))
    assert (german.text, german.choices, german.max_retries) == ("Welche Größe?", None, 2)


def test_an_example_in_yaml_may_look_like_a_number_or_a_yes(tmp_path: Path) -> None:
    file = a_file(tmp_path, changed("[hello]", "[7, yes, 2027-03-01]"))

    words = read_bot(file).locales["en-US"].intents["Greet"]

    assert words.utterances == ("7", "yes", "2027-03-01")


def test_texts_for_fulfilment_are_the_replies_by_locale_and_intent(bot: Bot) -> None:
    assert texts(bot) == {
        "en-US": {"Order": {"booked": "Yours is {Number}."}},
        "de-DE": {"Order": {"booked": "Nummer {Number}."}},
    }
