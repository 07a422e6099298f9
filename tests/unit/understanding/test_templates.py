"""What the travel bot hears. The day is Wednesday, March 3, 2027."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.read import read_bot
from dev.understanding.grammars import grammar
from dev.understanding.heard import Context, Heard, Value
from dev.understanding.templates import TemplateUnderstanding

TRAVEL = read_bot(Path(__file__).parents[3] / "bots" / "travel" / "bot.yaml")
UNDERSTANDING = TemplateUnderstanding(bot=TRAVEL, locale=TRAVEL.locales["en-US"], grammar=grammar("en-US"))
TODAY = date(2027, 3, 3)
MARCH = {"CheckIn": "2027-03-05", "Nights": "P3D"}
SCRAPS = (
    "no yes book a room in London Rome to the 12th May 5 - 8 two weeks for double until next Friday 2/30/27"
)
FILLED = {"City": "London", "CheckIn": "2027-09-01", "Nights": "P1W", "RoomType": "double"}


def hear(text: str, *, asked: str | None = None, confirming: bool = False, **filled: str) -> Heard:
    """What is heard at the beginning, where a slot was asked for, or at the summary of everything filled."""
    under_way = asked is not None or confirming
    given = {name: Value(original=value, interpreted=value) for name, value in filled.items()}
    context = Context(
        today=TODAY,
        intent="BookHotel" if under_way else None,
        slots=given,
        elicited=asked,
        confirming=confirming,
    )
    return UNDERSTANDING.understand(text, context=context)


def best(heard: Heard) -> str | None:
    return heard.candidates[0].intent if heard.candidates else None


def slots(heard: Heard) -> dict[str, str]:
    return {name: value.interpreted for name, value in heard.candidates[0].slots.items()}


def answer(heard: Heard) -> dict[str, str]:
    return {name: value.interpreted for name, value in heard.answer.items()}


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ("Book hotel room for a week starting from September 1.", {"CheckIn": "2027-09-01", "Nights": "P1W"}),
        ("hotel", {}),
        ("I need a room in paris from March 5th to 8th", MARCH | {"City": "Paris"}),
        (
            "could you please get me a nice hotel for my wife and me in Rome for 3 nights from may 5",
            {"City": "Rome", "CheckIn": "2027-05-05", "Nights": "P3D"},
        ),
        ("Berlin next Friday 2 nights", {"City": "Berlin", "CheckIn": "2027-03-12", "Nights": "P2D"}),
        ("a single room in Smallville for 3 nights from tomorrow", FILLED | {
            "City": "Smallville", "CheckIn": "2027-03-04", "Nights": "P3D", "RoomType": "single"}),
        ("book me a twin in Kyoto for two weeks", {"City": "Kyoto", "Nights": "P2W", "RoomType": "double"}),
    ],
)  # fmt: skip
def test_a_wish_for_a_room_is_heard_with_what_it_says(said: str, filled: dict[str, str]) -> None:
    heard = hear(said)

    assert best(heard) == "BookHotel"
    assert slots(heard) == filled


@pytest.mark.parametrize(
    "said",
    [
        "what is the weather in London",
        "tell me a joke",
        "book a flight to London",
        "rent a car in Rome for three days",
        "can I bring my dog to the hotel",
        "yes",
        "no",
        "from the 12th",
        "asdf qwer",
        "?!",
        "",
    ],
)
def test_what_the_bot_cannot_do_is_no_intent(said: str) -> None:
    assert best(hear(said)) is None


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("Hi!", "Greet"),
        ("never mind", "Cancel"),
        ("please cancel my booking", "Cancel"),
        ("I need help", "Help"),
    ],
)
def test_small_intents_are_heard(said: str, intent: str) -> None:
    assert best(hear(said)) == intent


@pytest.mark.parametrize(
    "said",
    [
        "anything free in Oslo this weekend for 2 nights?",
        "a week in Rome from March 5 for the two of us",
        "what is free in Vienna from may 3 to may 6",
    ],
)
def test_several_values_that_an_intent_asks_for_make_it_surer(said: str) -> None:
    assert best(hear(said)) == "BookHotel"


@pytest.mark.parametrize(
    ("asked", "said", "answered"),
    [
        ("City", "in london please", {"City": "London"}),
        ("City", "I think Paris would be nice", {"City": "Paris"}),
        ("City", "Ludwigshafen", {"City": "Ludwigshafen"}),
        ("City", "Paris for two weeks", {"City": "Paris", "Nights": "P2W"}),
        ("City", "make it two weeks", {"Nights": "P2W"}),
        ("City", "to London, double", {"City": "London", "RoomType": "double"}),
        ("CheckIn", "12", {"CheckIn": "2027-03-12"}),
        ("CheckIn", "on monday", {"CheckIn": "2027-03-08"}),
        ("Nights", "3", {"Nights": "P3D"}),
        ("Nights", "just one night", {"Nights": "P1D"}),
        ("RoomType", "a Double room please", {"RoomType": "double"}),
        ("RoomType", "doubel", {"RoomType": "double"}),
        ("City", "nice", {"City": "Nice"}),
        ("CheckIn", "a week from today", {"CheckIn": "2027-03-10"}),
        ("CheckIn", "from monday to thursday", {"CheckIn": "2027-03-08", "Nights": "P3D"}),
    ],
)
def test_an_answer_is_heard_where_it_was_asked_for(asked: str, said: str, answered: dict[str, str]) -> None:
    assert answer(hear(said, asked=asked)) == answered


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("City", "asdf"),
        ("City", "12345"),
        ("City", "What?"),
        ("City", "I don't know"),
        ("City", "Hello"),
        ("CheckIn", "soon"),
        ("CheckIn", "February 30"),
        ("Nights", "many"),
        ("Nights", "-1"),
        ("Nights", "half a night"),
        ("RoomType", "penthouse"),
    ],
)
def test_what_is_no_answer_fills_nothing(asked: str, said: str) -> None:
    assert answer(hear(said, asked=asked)) == {}


def test_until_a_day_is_the_nights_from_the_day_that_was_given() -> None:
    assert answer(hear("until Sunday", asked="Nights", CheckIn="2027-03-05")) == {"Nights": "P2D"}
    assert answer(hear("to Sunday", asked="Nights", CheckIn="2027-03-05")) == {"Nights": "P2D"}


def test_a_greeting_before_a_wish_leaves_the_wish_to_be_heard() -> None:
    assert best(hear("Good evening, I need a room")) == "BookHotel"
    assert best(hear("hi, can you help me?")) == "Help"


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("no, Paris", {"City": "Paris"}),
        ("No, Smallville", {"City": "Smallville"}),
        ("Rome", {"City": "Rome"}),
        ("not London, Paris", {"City": "Paris"}),
        ("wait, single room", {"RoomType": "single"}),
        ("change the date to March 8", {"CheckIn": "2027-03-08"}),
        ("make it two weeks", {"Nights": "P2W"}),
        ("yes but for two weeks", {"Nights": "P2W"}),
        ("actually Friday", {"CheckIn": "2027-03-05"}),
        ("change the room to suite", {"RoomType": "suite"}),
    ],
)
def test_a_change_at_the_summary_is_no_yes_and_no_no(said: str, changed: dict[str, str]) -> None:
    heard = hear(said, confirming=True, **FILLED)

    assert (answer(heard), heard.verdict) == (changed, None)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("yes", True),
        ("Yes, please!", True),
        ("that's right", True),
        ("book it", True),
        ("yes, double", True),
        ("no", False),
        ("no thanks", False),
        ("don't book it", False),
        ("Wrong", False),
        ("looks good to me", True),
        ("absolutely not", False),
        ("not London", None),
        ("one more night", None),
        ("maybe", None),
        ("not yet", None),
        ("thanks", None),
        ("what is the price?", None),
    ],
)
def test_yes_and_no_are_heard_at_the_summary(said: str, verdict: bool | None) -> None:  # noqa: FBT001
    heard = hear(said, confirming=True, **FILLED)

    assert (heard.verdict, answer(heard)) == (verdict, {})


def test_yes_means_nothing_where_nothing_was_asked() -> None:
    assert hear("yes").verdict is None


def test_no_before_a_wish_leaves_the_wish_to_be_heard() -> None:
    assert best(hear("no, cancel", confirming=True, **FILLED)) == "Cancel"


@given(
    said=st.text(max_size=60) | st.lists(st.sampled_from(SCRAPS.split())).map(" ".join),
    asked=st.sampled_from([None, "City", "CheckIn", "Nights", "RoomType"]),
)
def test_whatever_is_said_is_heard_without_fail(said: str, asked: str | None) -> None:
    heard = hear(said, asked=asked, CheckIn="2027-03-05") if asked else hear(said)

    assert all(TRAVEL.confidence <= one.confidence <= 1 for one in heard.candidates)
    assert sorted(heard.candidates, key=lambda one: -one.confidence) == list(heard.candidates)
    for one in heard.candidates:
        assert one.slots.keys() <= TRAVEL.intents[one.intent].slots.keys()
        assert all(value.original in said for value in one.slots.values())
