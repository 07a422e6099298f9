"""What is read from a faultless definition."""

from pathlib import Path

import pytest

from definition.bot import Bot, Branch, Button, Card, Choices, FromContext, Lifetime, Message, SmallTalk, Step
from definition.condition import Comparison
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


def test_texts_for_fulfilment_are_the_replies_by_locale_and_intent(bot: Bot) -> None:
    assert texts(bot) == {
        "en-US": {"Order": {"booked": "Yours is {Number}."}},
        "de-DE": {"Order": {"booked": "Nummer {Number}."}},
    }


RICH = changed(
    "    fulfillment_hook: true",
    """\
    fulfillment_hook: true
    context: {turns: 3}
    branches:
      Size:
        - {if: '{Size} = "large"', say: booked, then: {ask: Size}}
        - {then: confirm}
      done: [{say: booked}]
  Again:
    after: [Order]
    slots:
      Size: {type: Size, required: false, default: "{Order.Size}"}
      When: {type: AMAZON.Date, required: false, default: "2027-09-01"}""",
    text=changed(
        "      Greet:\n        utterances: [hello]\n        closing: Hello!\n",
        """\
      Greet:
        utterances: [hello]
        closing:
          - {text: "Hello!", card: &card {title: Pizza, image: "https://a.example/p.png"}}
          - {text: "Hi!", speech: "<speak>Hi!</speak>", card: *card}
      Again:
        utterances: [the same again]
        closing: Done.
""",
        text=changed(
            "    fallback: Sorry?",
            """\
    fallback: ["Sorry?", "Pardon?"]
    small_talk:
      joke: {says: [tell me a joke], answers: [No., Never.]}
    languages: {de-DE: [auf deutsch]}""",
        ),
    ),
)


@pytest.fixture
def rich(tmp_path: Path) -> Bot:
    german = SECOND_LOCALE.replace(
        "      Greet:", "      Again: {utterances: [nochmal], closing: Gut.}\n      Greet:"
    )
    return read_bot(a_file(tmp_path, RICH + german))


def test_an_intent_may_be_understood_after_another_and_take_its_values(rich: Bot) -> None:
    order, again = rich.intents["Order"], rich.intents["Again"]

    assert (order.after, order.context) == ((), Lifetime(turns=3, seconds=300))
    assert (again.after, again.context) == (("Order",), None)
    assert [slot.default for slot in again.slots.values()] == [
        FromContext(intent="Order", slot="Size"),
        "2027-09-01",
    ]


def test_branches_follow_slots_and_moments(rich: Bot) -> None:
    branches = rich.intents["Order"].branches

    large = Comparison(slot="Size", operator="=", constant="large")
    assert branches == {
        "Size": (
            Branch(condition=large, say="booked", then=Step(kind="ask", name="Size")),
            Branch(condition=None, say=None, then=Step(kind="confirm")),
        ),
        "done": (Branch(condition=None, say="booked", then=None),),
    }
    assert rich.intents["Again"].branches == {}


def test_a_text_may_have_variations_a_speech_form_and_a_card(rich: Bot) -> None:
    english = rich.locales["en-US"]

    card = Card(title="Pizza", subtitle=None, image="https://a.example/p.png", buttons=())
    assert english.fallback == (Message(text="Sorry?"), Message(text="Pardon?"))
    assert english.intents["Greet"].closing == (
        Message(text="Hello!", card=card),
        Message(text="Hi!", speech="<speak>Hi!</speak>", card=card),
    )


def test_a_locale_may_chat_and_change_to_another(rich: Bot) -> None:
    english, german = rich.locales.values()

    answers = (Message(text="No."), Message(text="Never."))
    assert english.small_talk == {"joke": SmallTalk(says=("tell me a joke",), answers=answers)}
    assert english.languages == {"de-DE": ("auf deutsch",)}
    assert (german.small_talk, german.languages) == ({}, {})
