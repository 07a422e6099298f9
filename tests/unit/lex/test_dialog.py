"""The dialog rules: what is asked, in which order, how often, and what ends it."""

import pytest

from tests.unit.lex.talk import EVERYTHING, TRAVEL, Talk

ENGLISH = TRAVEL.locales["en-US"]
PROMPTS = ENGLISH.intents["BookHotel"].slots


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_asks_for_the_slots_that_are_missing_in_their_order(talk: Talk) -> None:
    asked = [talk.say("book a room") and talk.action]
    for said in ("London", "tomorrow", "2 nights"):
        talk.say(said)
        asked.append(talk.action)

    assert asked == [("ElicitSlot", name) for name in ("City", "CheckIn", "Nights", "RoomType")]


def test_asks_to_confirm_when_everything_is_known(talk: Talk) -> None:
    assert talk.say(EVERYTHING) == ["London, from 2027-03-05, double: shall I book it, yes or no?"]
    assert (talk.action, talk.intent) == (("ConfirmIntent", None), ("BookHotel", "InProgress", "None"))


def test_slots_are_given_as_lex_gives_them(talk: Talk) -> None:
    talk.say("book a hotel in nyc")

    assert talk.state["intent"]["slots"] == {
        "City": {
            "shape": "Scalar",
            "value": {"originalValue": "nyc", "interpretedValue": "New York", "resolvedValues": ["New York"]},
        },
        "CheckIn": None,
        "Nights": None,
        "RoomType": None,
    }


def test_choices_come_as_a_card_under_the_question(talk: Talk) -> None:
    talk.say("book a room in London for 2 nights from Friday")

    question, card = talk.answer["messages"]
    assert question["content"] == "What kind of room would you like?"
    assert card["contentType"] == "ImageResponseCard"
    assert card["imageResponseCard"]["title"] == question["content"]
    assert [button["value"] for button in card["imageResponseCard"]["buttons"]] == [
        "single",
        "double",
        "suite",
    ]


def test_asks_again_in_other_words_and_then_gives_up(talk: Talk) -> None:
    talk.say("book a room")

    said = [talk.say("asdf") for _ in range(3)]

    _, first, second = (wording.text for wording in PROMPTS["City"].wordings)
    assert said == [[first], [second], [ENGLISH.fallback[0].text]]
    assert talk.intent == ("FallbackIntent", "ReadyForFulfillment", "None")
    assert talk.action == ("Close", None)


def test_an_answer_starts_the_counting_of_retries_anew(talk: Talk) -> None:
    talk.say("book a room")
    talk.say("asdf")
    talk.say("London")

    assert talk.say("asdf") == [PROMPTS["CheckIn"].wordings[1].text]


def test_the_bot_gives_up_on_a_confirmation_too(talk: Talk) -> None:
    talk.say(EVERYTHING)

    said = [talk.say("maybe") for _ in range(3)]

    assert [len(one) for one in said] == [1, 1, 1]
    assert said[-1] == [ENGLISH.fallback[0].text]


def test_a_yes_is_fulfilled_and_a_no_is_not(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.say("yes")
    confirmed = talk.intent
    talk.say(EVERYTHING)

    assert talk.say("no") == ["All right, I have not booked anything."]
    assert confirmed == ("BookHotel", "Fulfilled", "Confirmed")
    assert talk.intent == ("BookHotel", "Failed", "Denied")
    assert talk.action == ("Close", None)


def test_a_changed_slot_is_confirmed_anew(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.say("no, Paris")

    assert (talk.slots["City"], talk.action, talk.intent[2]) == ("Paris", ("ConfirmIntent", None), "None")


def test_another_intent_takes_over_when_it_is_clear(talk: Talk) -> None:
    talk.say("book a room")
    talk.say("cancel")

    assert talk.intent == ("Cancel", "ReadyForFulfillment", "None")
    assert talk.say("London") == [ENGLISH.fallback[0].text]


def test_after_the_end_the_same_intent_begins_empty(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.say("yes")

    assert talk.say("book a room") == [PROMPTS["City"].wordings[0].text]
    assert talk.slots == {}


def test_what_is_not_understood_at_all_gets_the_fallback(talk: Talk) -> None:
    assert talk.say("tell me a joke") == [ENGLISH.fallback[0].text]
    assert talk.intent == ("FallbackIntent", "ReadyForFulfillment", "None")


def test_interpretations_name_the_intent_under_way_first_and_the_fallback_last(talk: Talk) -> None:
    talk.say(EVERYTHING)

    first, *_, last = talk.answer["interpretations"]
    assert first["intent"] == talk.state["intent"]
    assert 0.4 <= first["nluConfidence"]["score"] <= 1
    assert last["intent"]["name"] == "FallbackIntent"
    assert len(talk.answer["interpretations"]) <= 5


def test_an_answer_without_a_candidate_has_no_confidence(talk: Talk) -> None:
    talk.say("book a room")
    talk.say("London")

    assert "nluConfidence" not in talk.answer["interpretations"][0]


def test_what_the_client_sends_in_the_session_state_counts(talk: Talk) -> None:
    london = {"value": {"interpretedValue": "London"}}
    state = {
        "intent": {"name": "BookHotel", "slots": {"City": london}},
        "dialogAction": {"type": "ElicitSlot", "slotToElicit": "CheckIn"},
        "sessionAttributes": {"tier": "gold"},
    }

    talk.say("tomorrow", sessionState=state)

    assert talk.slots == {"City": "London", "CheckIn": "2027-03-04"}
    assert talk.state["sessionAttributes"] == {"tier": "gold"}


def test_active_contexts_and_request_attributes_come_back(talk: Talk) -> None:
    context = {
        "name": "paid",
        "timeToLive": {"timeToLiveInSeconds": 60, "turnsToLive": 2},
        "contextAttributes": {"how": "card"},
    }

    talk.say("hi", sessionState={"activeContexts": [context]}, requestAttributes={"a": "b"})

    lifetime = {"timeToLiveInSeconds": 60, "turnsToLive": 1}
    assert talk.state["activeContexts"] == [context | {"timeToLive": lifetime}]
    assert talk.answer["requestAttributes"] == {"a": "b"}
