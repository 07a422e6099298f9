"""An intent that is done stays in context for some turns and seconds, and follow-up intents need that."""

from pathlib import Path

import pytest

from tests.unit.definition.files import RICH, changed
from tests.unit.lex.pizza import PizzaTalk

ORDERED = "Order Size=large When=2027-05-01"
CONTEXT = {
    "name": "Order",
    "timeToLive": {"timeToLiveInSeconds": 60, "turnsToLive": 2},
    "contextAttributes": {"Size": "small"},
}


@pytest.fixture
def talk(tmp_path: Path) -> PizzaTalk:
    return PizzaTalk(tmp_path)


def ordered(talk: PizzaTalk) -> None:
    """An order that is done."""
    talk.say(ORDERED)
    talk.say("yes")


def test_a_follow_up_is_not_understood_before_what_it_follows(talk: PizzaTalk) -> None:
    assert talk.say("Again") == ["Sorry?"]
    assert talk.say("Drink") == ["Pardon?"]


def test_what_is_done_leaves_its_contexts_with_its_slots(talk: PizzaTalk) -> None:
    ordered(talk)

    assert talk.contexts == {"Order": 3, "Order_or_Again": 3}
    slots = {"Size": "large", "Number": "1", "When": "2027-05-01"}
    assert [one["contextAttributes"] for one in talk.state["activeContexts"]] == [slots, slots]


def test_what_was_declined_leaves_none(talk: PizzaTalk) -> None:
    talk.say(ORDERED)
    talk.say("no")

    assert talk.contexts == {}


def test_a_follow_up_takes_values_from_the_context(talk: PizzaTalk) -> None:
    ordered(talk)

    assert talk.say("Again") == ["Again!"]
    assert talk.slots == {"Size": "large"}


def test_what_is_said_wins_over_the_context(talk: PizzaTalk) -> None:
    ordered(talk)

    talk.say("Again Size=small")

    assert talk.slots == {"Size": "small"}


def test_a_context_lives_for_its_turns(talk: PizzaTalk) -> None:
    ordered(talk)

    left = []
    for _ in range(3):
        talk.say("Greet")
        left.append(talk.contexts.get("Order"))

    assert left == [2, 1, None]
    assert talk.say("Again") == ["Sorry?"]


def test_the_last_turn_of_a_context_counts(talk: PizzaTalk) -> None:
    ordered(talk)
    talk.say("Greet")
    talk.say("Greet")

    assert talk.say("Again") == ["Again!"]


def test_a_context_lives_for_its_seconds(talk: PizzaTalk) -> None:
    ordered(talk)
    talk.clock.pass_s(200)
    talk.say("Greet")
    assert talk.state["activeContexts"][0]["timeToLive"]["timeToLiveInSeconds"] == 100

    talk.clock.pass_s(101)

    assert talk.say("Again") == ["Sorry?"]
    assert talk.contexts == {}


def test_a_context_begins_anew_when_it_is_left_again(talk: PizzaTalk) -> None:
    ordered(talk)
    talk.say("Greet")
    talk.clock.pass_s(200)

    talk.say("Again")

    assert talk.contexts == {"Order": 1, "Order_or_Again": 5, "Again": 5}


def test_the_seconds_of_a_context_begin_anew_too(talk: PizzaTalk) -> None:
    ordered(talk)
    talk.say("Again")
    talk.clock.pass_s(200)

    talk.say("Again")

    seconds = {one["name"]: one["timeToLive"]["timeToLiveInSeconds"] for one in talk.state["activeContexts"]}
    assert seconds == {"Order": 100, "Order_or_Again": 300, "Again": 300}


def test_a_context_lives_to_the_end_of_its_last_second(talk: PizzaTalk) -> None:
    ordered(talk)
    talk.clock.pass_s(200)
    talk.say("Greet")
    talk.clock.pass_s(100)

    assert talk.say("Again") == ["Again!"]


def test_a_context_that_a_client_sends_lives_from_then_on(talk: PizzaTalk) -> None:
    ordered(talk)
    talk.clock.pass_s(290)
    talk.say("Greet", sessionState={"activeContexts": [CONTEXT]})
    talk.clock.pass_s(50)

    assert talk.say("Again") == ["Again!"]


def test_contexts_that_a_client_sends_are_the_ones_that_count(talk: PizzaTalk) -> None:
    assert talk.say("Again", sessionState={"activeContexts": [CONTEXT]}) == ["Again!"]
    assert talk.slots == {"Size": "small"}
    assert talk.contexts["Order"] == 1

    assert talk.say("Again", sessionState={"activeContexts": []}) == ["Sorry?"]


def test_the_last_words_vary_in_their_order(talk: PizzaTalk) -> None:
    ordered(talk)

    said = [talk.say("Again") for _ in range(3)]

    assert said == [["Again!"], ["Once more!"], ["Again!"]]


def test_a_speech_form_has_its_slots_escaped(tmp_path: Path) -> None:
    spoken = 'closing: {text: "{Size}", speech: "<speak>{Size}</speak>"}'
    text = changed("closing: Baking.", spoken, text=RICH)
    talk = PizzaTalk(tmp_path, text=text)
    talk.say("Order Size=a&b When=2027-05-01")

    talk.say("yes")

    assert talk.answer["messages"] == [{"contentType": "SSML", "content": "<speak>a&amp;b</speak>"}]
