"""Which slot a value is for, and which value is meant. The day is Wednesday, March 3, 2027."""

from datetime import date
from pathlib import Path

import pytest

from definition.bot import Bot
from definition.read import read_bot
from dev.understanding.finder import Finder, assigned
from dev.understanding.grammars import grammar
from dev.understanding.heard import Context, Value
from dev.understanding.words import words_of

TRIPS = """\
name: trips
slot_types:
  Seat: [window, aisle]
  Bed: [single, double]
intents:
  BookTrip:
    slots:
      Origin: {type: AMAZON.City}
      Destination: {type: AMAZON.City}
      Leaving: {type: AMAZON.Date}
      Return: {type: AMAZON.Date}
      Adults: {type: AMAZON.Number}
      Children: {type: AMAZON.Number}
      Seat: {type: Seat}
    fulfillment_hook: true
  BookRoom:
    slots:
      City: {type: AMAZON.City}
      CheckIn: {type: AMAZON.Date}
      Nights: {type: AMAZON.Duration}
      Guests: {type: AMAZON.Number}
      Bed: {type: Bed}
      First: {type: AMAZON.FirstName}
      Last: {type: AMAZON.LastName}
      Wish: {type: AMAZON.FreeFormInput}
    fulfillment_hook: true
  FindTrain:
    slots:
      From: {type: AMAZON.City}
      To: {type: AMAZON.City}
      Out: {type: AMAZON.Date}
      Back: {type: AMAZON.Date}
      Stay: {type: AMAZON.Duration}
    fulfillment_hook: true
locales:
  en-US:
    fallback: Sorry?
    slot_types:
      Bed: {double: [room for two]}
    intents:
      BookTrip:
        utterances:
          - fly from {Origin} to {Destination}
          - fly on {Leaving} and come back {Return}
          - with {Children} kids
        slots:
          Origin: {prompt: "From where?"}
          Destination: {prompt: "Where to?"}
          Leaving: {prompt: "When?"}
          Return: {prompt: "When back?"}
          Adults: {prompt: "How many adults?"}
          Children: {prompt: "How many children?"}
          Seat: {prompt: "Which seat?"}
      BookRoom:
        utterances: ["book a room in {City}"]
        slots:
          City: {prompt: "Where?"}
          CheckIn: {prompt: "When?"}
          Nights: {prompt: "How long?"}
          Guests: {prompt: "How many?"}
          Bed: {prompt: "Which bed?"}
          First: {prompt: "Your first name?"}
          Last: {prompt: "Your last name?"}
          Wish: {prompt: "Anything else?"}
      FindTrain:
        utterances: ["find a train", "train from {From} to {To} for {Stay}"]
        slots:
          From: {prompt: "From where?"}
          To: {prompt: "Where to?"}
          Out: {prompt: "When?"}
          Back: {prompt: "When back?"}
          Stay: {prompt: "How long?"}
"""


_BERLIN_TO_ROME = {"Origin": "Berlin", "Destination": "Rome"}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    file: Path = tmp_path_factory.mktemp("trips", numbered=False) / "bot.yaml"
    file.write_text(TRIPS, encoding="utf-8")
    return read_bot(file)


def slots(bot: Bot, intent: str, text: str, *, asked: str | None = None, **given: str) -> dict[str, str]:
    """The slots that a text fills, where one was asked for or the intent begins."""
    locale, spoken, words = bot.locales["en-US"], grammar("en-US"), words_of(text)
    finder = Finder(bot=bot, locale=locale, grammar=spoken, common=spoken.fillers | spoken.names)
    context = Context(
        today=date(2027, 3, 3),
        intent=intent if asked or given else None,
        slots={name: Value(original=value, interpreted=value) for name, value in given.items()},
        elicited=asked,
    )
    found = finder.found(bot.intents[intent], words, context)
    first = [asked] if asked else []
    filled = assigned(found, bot.intents[intent], text=text, words=words, first=first)
    return {name: value.interpreted for name, value in filled.items()}


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ("fly from Berlin to Rome", {"Origin": "Berlin", "Destination": "Rome"}),
        ("fly to Rome from Berlin", {"Origin": "Berlin", "Destination": "Rome"}),
        ("to Rome please", {"Destination": "Rome"}),
        ("Berlin, then Rome", {"Origin": "Berlin", "Destination": "Rome"}),
        ("fly to work for Rome on Monday from Berlin", {"Leaving": "2027-03-08", **_BERLIN_TO_ROME}),
        ("fly on the 28th, return on the 3rd", {"Leaving": "2027-03-28", "Return": "2027-04-03"}),
        ("from February 28 to March 7", {"Leaving": "2028-02-28", "Return": "2028-03-07"}),
        ("from Friday to Thursday", {"Leaving": "2027-03-05", "Return": "2027-03-11"}),
        ("come back on Friday, fly on Thursday", {"Leaving": "2027-03-04", "Return": "2027-03-05"}),
        ("2 adults with 3 kids", {"Adults": "2", "Children": "3"}),
        ("3 children and 2 adults", {"Adults": "2", "Children": "3"}),
    ],
)
def test_the_words_around_a_value_tell_its_slot(bot: Bot, said: str, filled: dict[str, str]) -> None:
    assert slots(bot, "BookTrip", said) == filled


@pytest.mark.parametrize(
    ("asked", "said", "filled"),
    [
        (None, "a train to Rome from Berlin", {"From": "Berlin", "To": "Rome"}),
        (None, "departing from Berlin for Rome", {"From": "Berlin", "To": "Rome"}),
        (None, "from Berlin I go to Rome", {"From": "Berlin", "To": "Rome"}),
        ("To", "a train for Rome", {"To": "Rome"}),
        ("From", "I need to leave Berlin at 5pm", {"From": "Berlin"}),
        ("Out", "between March 5 and March 8", {"Out": "2027-03-05", "Back": "2027-03-08"}),
        ("Stay", "from March 5 to March 8", {"Out": "2027-03-05", "Stay": "P3D"}),
    ],
)
def test_the_words_right_before_a_value_count_most(
    bot: Bot, asked: str | None, said: str, filled: dict[str, str]
) -> None:
    assert slots(bot, "FindTrain", said, asked=asked) == filled


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ("I'm flying from Berlin to Rome", {"City": "Rome"}),
        ("I'm coming from Berlin", {"City": "Berlin"}),
        ("I live in Boston and go to Rome", {"City": "Rome"}),
        ("near Union Plaza in San Francisco", {"City": "San Francisco"}),
        ("not Paris, Rome", {"City": "Rome"}),
        ("Rome instead of Paris", {"City": "Rome"}),
        ("in Rome, not in Paris", {"City": "Rome"}),
        ("Paris no, Rome", {"City": "Rome"}),
        ("no Paris, Rome", {"City": "Rome"}),
        ("in Paris, no wait, in Rome", {"City": "Rome"}),
        ("Paris? no, Rome", {"City": "Rome"}),
        ("a room for two nights", {"Nights": "P2D"}),
        ("a room for two", {"Bed": "double"}),
        ("a room for two for two nights", {"Bed": "double", "Nights": "P2D"}),
        ("on Friday, I mean Saturday", {"CheckIn": "2027-03-06"}),
        ("2 nights, sorry, 3 nights", {"Nights": "P3D"}),
        ("in Paris no", {}),
        ("in Paris, no smoking", {"City": "Paris"}),
        ("Paris and no breakfast for Rome", {"City": "Paris"}),
        ("make it the 12th instead", {"CheckIn": "2027-03-12"}),
        ("with 4 stars for 3 guests", {"Guests": "3"}),
        ("leaving on Monday arriving on Friday", {"CheckIn": "2027-03-05", "Nights": "P3D"}),
        ("arriving on Friday and leaving on Monday", {"CheckIn": "2027-03-05", "Nights": "P3D"}),
        ("from the 5th to the 8th for 2 people", {"CheckIn": "2027-03-05", "Nights": "P3D", "Guests": "2"}),
        ("2 rooms on March 5", {"CheckIn": "2027-03-05", "Guests": "2"}),
    ],
)
def test_the_value_that_is_meant_is_taken(bot: Bot, said: str, filled: dict[str, str]) -> None:
    assert slots(bot, "BookRoom", said) == filled


@pytest.mark.parametrize(
    ("asked", "said", "filled"),
    [
        ("Nights", "3", {"Nights": "P3D"}),
        ("Nights", "just one", {"Nights": "P1D"}),
        ("Guests", "just one", {"Guests": "1"}),
        ("CheckIn", "the 12", {"CheckIn": "2027-03-12"}),
        ("First", "John Smith", {"First": "John", "Last": "Smith"}),
        ("First", "austin", {"First": "Austin"}),
        ("Wish", "A room for 2 in Rome, please!", {"Wish": "A room for 2 in Rome, please!"}),
        ("City", "nice", {"City": "Nice"}),
    ],
)
def test_an_answer_is_read_for_what_was_asked(
    bot: Bot, asked: str, said: str, filled: dict[str, str]
) -> None:
    assert slots(bot, "BookRoom", said, asked=asked) == filled


@pytest.mark.parametrize(
    ("said", "given", "filled"),
    [
        ("the 3rd", "2027-03-28", {"Return": "2027-04-03"}),
        ("3", "2027-03-28", {"Return": "2027-04-03"}),
        ("Monday", "2027-03-09", {"Return": "2027-03-15"}),
        ("March 1", "2028-02-28", {"Return": "2028-03-01"}),
        ("tomorrow", "2027-03-09", {"Return": "2027-03-04"}),
        ("January 5, 2027", "2027-03-09", {"Return": "2027-01-05"}),
        ("March 20", "2027-03-09", {"Return": "2027-03-20"}),
    ],
)
def test_a_return_is_the_next_such_day_after_the_departure(
    bot: Bot, said: str, given: str, filled: dict[str, str]
) -> None:
    assert slots(bot, "BookTrip", said, asked="Return", Leaving=given) == filled


def test_until_a_day_counts_from_the_arrival_known(bot: Bot) -> None:
    assert slots(bot, "BookRoom", "until Sunday", asked="Nights", CheckIn="2027-03-05") == {"Nights": "P2D"}
