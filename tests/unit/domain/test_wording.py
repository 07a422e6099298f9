"""What a bot says."""

from typing import Any

import pytest

from lambdas.domain.ids import BotId
from lambdas.domain.reply import Card, Choice, Text
from lambdas.domain.wording import Texts, Wording


@pytest.mark.parametrize(("number", "words"), [(1, "1 night"), (2, "2 nights"), (30, "30 nights")])
def test_a_number_agrees_with_its_noun(number: int, words: str) -> None:
    wording = Wording(templates={"nights_one": "{Number} night", "nights_other": "{Number} nights"})

    assert wording.count("nights", number) == words


def test_a_language_without_plurals_needs_one_form_only() -> None:
    wording = Wording(templates={"nights_other": "{Number}泊"})

    assert wording.count("nights", 1) == "1泊"


def test_what_stands_beside_the_words_is_filled_too() -> None:
    speech = "<speak>In {City}</speak>"
    buttons = [{"label": "Map of {City}", "value": "map"}]
    template: list[dict[str, Any]] = [
        {"kind": "text", "text": "In {City}", "speech": speech},
        {"kind": "card", "title": "{City}", "image": "https://a.example/p.png", "buttons": buttons},
    ]
    wording = Wording(templates={"found": template})

    parts = wording.parts("found", City="Q&A")

    assert parts == (
        Text(text="In Q&A", speech="<speak>In Q&amp;A</speak>"),
        Card(
            title="Q&A",
            image="https://a.example/p.png",
            buttons=(Choice(label="Map of Q&A", value="map"),),
        ),
    )
    assert wording.say("found", City="Bonn") == "In Bonn"


def test_words_alone_are_one_part() -> None:
    wording = Wording(templates={"booked": "Booked in {City}."})

    assert wording.parts("booked", City="Bonn") == (Text(text="Booked in Bonn."),)


def test_what_a_person_said_is_never_read_as_a_template() -> None:
    wording = Wording(templates={"booked": "Booked in {City}."})

    assert wording.say("booked", City="{Number}") == "Booked in {Number}."


def test_words_that_were_never_defined_are_named_in_the_error() -> None:
    texts = Texts(by_bot={"travel": {"en-US": {}}})

    with pytest.raises(LookupError, match="no texts for travel, en-US, BookHotel"):
        texts.of(bot=BotId("travel"), locale="en-US", intent="BookHotel")


WORDS = {"failed": "Sorry."}
BOTS = Texts(
    by_bot={
        "travel": {"en-US": {"BookHotel": WORDS | {"bot": "travel"}}},
        "air-travel": {"en-US": {"BookHotel": WORDS | {"bot": "air-travel"}, "Fly": WORDS}},
        "rail": {"en-US": {"BookTrain": WORDS | {"bot": "rail"}}},
    }
)


@pytest.mark.parametrize(
    ("name", "intent", "bot"),
    [
        ("parley-test-travel", "BookHotel", "travel"),
        ("parley-test-air-travel", "BookHotel", "air-travel"),
        ("travel", "BookHotel", "travel"),
        ("SomebodysOwnBot", "BookTrain", "rail"),
        ("parley-test-travel", "BookTrain", "rail"),
    ],
)
def test_the_engines_name_of_a_bot_leads_to_ours_that_has_the_intent(
    name: str, intent: str, bot: str
) -> None:
    assert BOTS.of_engine(bot=name, locale="en-US", intent=intent).say("bot") == bot


@pytest.mark.parametrize(("locale", "intent"), [("de-DE", "BookHotel"), ("en-US", "Sail")])
def test_an_intent_that_no_bot_has_words_for_is_named_in_the_error(locale: str, intent: str) -> None:
    with pytest.raises(LookupError, match=f"no texts for any bot, {locale}, {intent}"):
        BOTS.of_engine(bot="parley-test-travel", locale=locale, intent=intent)
