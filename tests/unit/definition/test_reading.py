"""What is read from a faultless definition."""

from pathlib import Path

import pytest

from definition.bot import Bot, Branch, Button, Card, Choices, FromContext, Lifetime, Message, SmallTalk, Step
from definition.condition import Comparison
from definition.read import read_bot
from tests.unit.definition.files import RICH, SECOND_LOCALE, SMALL, a_file, changed


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

    assert english.intents["Greet"].closing == (Message(text="Hello!"),)
    assert german.intents["Greet"].closing == (Message(text="Hallo!"),)
    assert english.synonyms["Size"] == {"small": ("little",), "large": ("big",)}
    assert german.synonyms == {}


def test_a_locale_has_no_commands_unless_it_says_what_they_say(bot: Bot, tmp_path: Path) -> None:
    text = changed("fallback: Sorry?", "fallback: Sorry?\n    commands: {start: hello}")

    commanded = read_bot(a_file(tmp_path, text))

    assert commanded.locales["en-US"].commands == {"start": "hello"}
    assert bot.locales["en-US"].commands == {}


def test_a_question_may_have_choices(bot: Bot) -> None:
    english, german = (locale.intents["Order"].slots["Size"] for locale in bot.locales.values())

    choices = Choices(title=None, buttons=(Button(text="Big", value="large"),))
    assert english.wordings == (Message(text="Which size?", choices=choices),)
    assert (german.wordings, german.max_retries) == ((Message(text="Welche Größe?"),), 2)


def test_an_example_in_yaml_may_look_like_a_number_or_a_yes(tmp_path: Path) -> None:
    file = a_file(tmp_path, changed("[hello]", "[7, yes, 2027-03-01]"))

    words = read_bot(file).locales["en-US"].intents["Greet"]

    assert words.utterances == ("7", "yes", "2027-03-01")


@pytest.fixture
def rich(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, RICH))


def test_an_intent_may_be_understood_after_another_and_take_its_values(rich: Bot) -> None:
    order, again = rich.intents["Order"], rich.intents["Again"]

    assert (order.after, order.context) == ((), Lifetime(turns=3, seconds=300))
    assert (again.after, again.context) == (("Order",), Lifetime(turns=5, seconds=300))
    assert again.slots["Size"].default == FromContext(intent="Order", slot="Size")
    assert [slot.default for slot in order.slots.values()] == [None, "1", None]


def test_branches_follow_slots_and_moments(rich: Bot) -> None:
    branches = rich.intents["Order"].branches

    early = Comparison(slot="When", operator="<", constant="2027-01-01")
    assert branches["When"] == (
        Branch(condition=early, say=None, then=Step(kind="ask", name="When")),
        Branch(condition=None, say="noted", then=None),
    )
    assert branches["Number"][1].then == Step(kind="confirm")
    assert list(branches) == ["start", "Size", "Number", "When", "declined", "done"]
    assert rich.intents["Again"].branches == {}


def test_a_text_may_have_variations_a_speech_form_and_a_card(rich: Bot) -> None:
    english = rich.locales["en-US"]
    order = english.intents["Order"]

    speech = "<speak>How <emphasis>many</emphasis>?</speak>"
    assert english.fallback == (Message(text="Sorry?"), Message(text="Pardon?"))
    assert order.slots["Number"].wordings == (Message(text="How many?", speech=speech),)
    card = Card(title="Pizza", subtitle="hot", image="https://a.example/p.png", buttons=())
    assert order.replies["noted"] == Message(text="Noted.", card=card)


def test_a_locale_may_chat_and_change_to_another(rich: Bot) -> None:
    english, german = rich.locales.values()

    answers = (Message(text="No."), Message(text="Never."))
    assert english.small_talk == {"joke": SmallTalk(says=("tell me a joke",), answers=answers)}
    assert (english.languages, german.languages) == (
        {"de-DE": ("auf deutsch",)},
        {"en-US": ("in english",)},
    )
