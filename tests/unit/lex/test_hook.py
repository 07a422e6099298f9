"""The code hook: when it is called, with what, and what its answers do."""

import json

import pytest

from dev.lex.errors import DependencyFailedError, ThrottlingError
from tests.unit.lex.talk import EVERYTHING, TRAVEL, Json, Talk, acts, delegate, text

ENGLISH = TRAVEL.locales["en-US"]
PROMPTS = ENGLISH.intents["BookHotel"].slots


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_is_called_on_every_turn_of_the_intent_with_what_would_come_next(talk: Talk) -> None:
    for said in ("book a room", "asdf", "London", "tomorrow", "2 nights", "double", "no"):
        talk.say(said)

    assert [proposed(event) for event in talk.hook.events] == [
        ("ElicitSlot", "City", "Initial"),
        ("ElicitSlot", "City", "Retry1"),
        ("ElicitSlot", "CheckIn", "Initial"),
        ("ElicitSlot", "Nights", "Initial"),
        ("ElicitSlot", "RoomType", "Initial"),
        ("ConfirmIntent", None, "Initial"),
        ("Close", None, "Initial"),
    ]
    assert {event["invocationSource"] for event in talk.hook.events} == {"DialogCodeHook"}


def proposed(event: Json) -> tuple[str, str | None, str]:
    state = event["proposedNextState"]
    action = state["dialogAction"]
    return action["type"], action.get("slotToElicit"), state["prompt"]["attempt"]


def test_a_yes_goes_straight_to_fulfilment(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.say("yes")

    _, event = talk.hook.events
    intent = event["sessionState"]["intent"]
    assert event["invocationSource"] == "FulfillmentCodeHook"
    assert "proposedNextState" not in event
    assert (intent["state"], intent["confirmationState"]) == ("ReadyForFulfillment", "Confirmed")


def test_is_not_called_for_intents_without_it(talk: Talk) -> None:
    talk.say("hello")
    talk.say("tell me a joke")

    assert talk.hook.events == []


def test_the_event_is_as_documented(talk: Talk) -> None:
    talk.say("book a hotel in London", requestAttributes={"parley-envelope": "sealed"})

    [event] = talk.hook.events
    json.dumps(event)
    assert event["messageVersion"] == "1.0"
    assert event["inputMode"] == "Text"
    assert event["inputTranscript"] == "book a hotel in London"
    assert event["responseContentType"] == "text/plain; charset=utf-8"
    assert event["sessionId"] == "ann"
    assert event["bot"] == {
        "id": "TRAVELBOT1",
        "name": "parley-local-travel",
        "localeId": "en_US",
        "version": "1",
        "aliasId": "LOCALALIAS",
        "aliasName": "local",
    }
    assert event["requestAttributes"] == {"parley-envelope": "sealed"}
    assert event["interpretations"][0]["intent"] == event["sessionState"]["intent"]
    assert isinstance(event["interpretations"][0]["nluConfidence"], float)
    assert event["transcriptions"][0]["resolvedSlots"].keys() == {"City"}
    assert event["sessionState"].keys() == {
        "intent",
        "activeContexts",
        "sessionAttributes",
        "originatingRequestId",
    }


def test_without_request_attributes_the_event_says_null(talk: Talk) -> None:
    talk.say("book a room")

    assert talk.hook.events[0]["requestAttributes"] is None


def test_elicits_the_slot_the_hook_wants_in_its_words(talk: Talk) -> None:
    talk.hook.answers.append(acts("ElicitSlot", text("When, please?"), slot="CheckIn"))

    assert talk.say("book a room") == ["When, please?"]
    assert talk.action == ("ElicitSlot", "CheckIn")


def test_asks_in_the_bots_own_words_where_the_hook_has_none(talk: Talk) -> None:
    talk.hook.answers.append(acts("ElicitSlot", slot="CheckIn"))

    assert talk.say("book a room") == [PROMPTS["CheckIn"].wordings[0].text]


def test_a_slot_that_the_hook_empties_is_asked_for_again(talk: Talk) -> None:
    talk.hook.answers.append(acts("Delegate", intent={"slots": {"City": None}}))

    talk.say("book a hotel in London")

    assert (talk.action, talk.slots) == (("ElicitSlot", "City"), {})


def test_asks_for_a_yes_in_the_hooks_words(talk: Talk) -> None:
    talk.hook.answers.append(acts("ConfirmIntent", text("Sure?")))

    assert talk.say(EVERYTHING) == ["Sure?"]
    assert talk.action == ("ConfirmIntent", None)


def test_asks_for_another_wish_when_the_hook_wants_one(talk: Talk) -> None:
    talk.hook.answers.append(
        {"sessionState": {"dialogAction": {"type": "ElicitIntent"}}, "messages": [text("What else?")]}
    )

    assert talk.say("book a room") == ["What else?"]
    assert talk.action == ("ElicitIntent", None)
    assert "intent" not in talk.state
    assert talk.say("hello") == [ENGLISH.intents["Greet"].closing[0].text]


def test_closes_with_the_hooks_last_word(talk: Talk) -> None:
    talk.hook.answers.append(acts("Close", text("Full."), intent={"state": "Failed"}))

    assert talk.say("book a room") == ["Full."]
    assert (talk.action, talk.intent) == (("Close", None), ("BookHotel", "Failed", "None"))


def test_fulfilment_that_delegates_is_fulfilled(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.say("yes")

    assert (talk.action, talk.intent[1]) == (("Close", None), "Fulfilled")


def test_fulfilment_may_ask_once_more(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.hook.answers.append(acts("ElicitSlot", text("Sold out. Which other city?"), slot="City"))

    assert talk.say("yes") == ["Sold out. Which other city?"]
    assert talk.action == ("ElicitSlot", "City")


def test_what_fulfilment_asked_for_is_confirmed_again(talk: Talk) -> None:
    talk.say(EVERYTHING)
    talk.hook.answers.append(acts("ElicitSlot", text("Sold out. Which other city?"), slot="City"))
    talk.say("yes")

    talk.say("asdf")
    asked_again = talk.action
    talk.say("Paris")

    assert asked_again == ("ElicitSlot", "City")
    assert (talk.action, talk.slots["City"]) == (("ConfirmIntent", None), "Paris")


def test_another_slot_that_the_hook_wants_is_asked_for_in_its_first_words(talk: Talk) -> None:
    talk.say("book a room")
    talk.hook.answers.append(acts("ElicitSlot", slot="CheckIn"))

    assert talk.say("asdf") == [PROMPTS["CheckIn"].wordings[0].text]


def test_the_hook_may_fall_back(talk: Talk) -> None:
    talk.hook.answers.append(acts("Delegate", intent={"name": "FallbackIntent", "slots": {}}))

    assert talk.say("book a room") == [ENGLISH.fallback[0].text]
    assert talk.intent == ("FallbackIntent", "ReadyForFulfillment", "None")


def test_attributes_that_the_hook_sets_stay(talk: Talk) -> None:
    talk.hook.answers.append(acts("Delegate", sessionAttributes={"seen": "1"}))
    talk.say("book a room")

    talk.say("London")

    assert talk.hook.events[1]["sessionState"]["sessionAttributes"] == {"seen": "1"}
    assert talk.state["sessionAttributes"] == {"seen": "1"}


def test_messages_of_every_kind_go_through_untouched(talk: Talk) -> None:
    payload = {"contentType": "CustomPayload", "content": '{"kind":"choices"}'}
    card = {"contentType": "ImageResponseCard", "imageResponseCard": {"title": "Rooms", "subtitle": "3"}}
    talk.hook.answers.append(acts("ConfirmIntent", payload, card))

    talk.say(EVERYTHING)

    assert talk.answer["messages"] == [payload, card]


BREACHES: dict[str, tuple[object, str]] = {
    "nothing": (None, "the answer is no object"),
    "no state": ({}, "sessionState: is required"),
    "no action": ({"sessionState": {}}, "sessionState.dialogAction: is required"),
    "an unknown action": (acts("Jump"), "sessionState.dialogAction.type: is none of"),
    "None as action": (acts("None"), "sessionState.dialogAction.type: is none of Close"),
    "a list for the action": (
        {"sessionState": {"dialogAction": {"type": ["Close"]}}},
        "sessionState.dialogAction.type: is no text",
    ),
    "no intent": (
        {"sessionState": {"dialogAction": {"type": "Close"}}},
        "sessionState.intent: is required with Close",
    ),
    "confirming in silence": (acts("ConfirmIntent"), "messages: is required with ConfirmIntent"),
    "asking for a wish in silence": (acts("ElicitIntent"), "messages: is required with ElicitIntent"),
    "no slot to elicit": (acts("ElicitSlot"), "slotToElicit: is required with ElicitSlot"),
    "an unknown slot to elicit": (acts("ElicitSlot", slot="Moon"), "no slot Moon to elicit"),
    "an unknown slot": (acts("Close", intent={"slots": {"Moon": None}}), "BookHotel has no slot Moon"),
    "an unknown intent": (acts("Close", intent={"name": "Fly", "slots": {}}), "the bot has no intent Fly"),
    "an unknown state": (acts("Close", intent={"state": "Done"}), "sessionState.intent.state: is none of"),
    "a message without words": (
        acts("Close", {"contentType": "PlainText"}),
        "messages[0].content: is required",
    ),
    "a message without a kind": (acts("Close", {"content": "x"}), "messages[0].contentType: is required"),
    "a card without its card": (
        acts("Close", {"contentType": "ImageResponseCard"}),
        "messages[0].imageResponseCard: is required",
    ),
    "a message that is too long": (
        acts("Close", text("x" * 1025)),
        "messages[0].content: 1025 is above 1024",
    ),
    "too many messages": (acts("Close", *[text("x")] * 11), "messages: 11 is above 10"),
    "an attribute that is no text": (
        acts("Close", sessionAttributes={"n": 1}),
        "sessionAttributes.n: is no text",
    ),
    "a number for the messages": (
        {"sessionState": {"dialogAction": {"type": "Close"}}, "messages": 1},
        "messages: is no list",
    ),
    "a list for the state": ({"sessionState": []}, "sessionState: is no object"),
}


@pytest.mark.parametrize(("answer", "reason"), BREACHES.values(), ids=BREACHES.keys())
def test_an_answer_that_breaks_the_documented_shape_is_refused(
    answer: object, reason: str, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.hook.answers.append(answer)

    with pytest.raises(DependencyFailedError):
        talk.say("book a room")

    assert reason in caplog.text


@pytest.mark.parametrize("failure", [DependencyFailedError("failed"), ThrottlingError("busy")])
def test_a_hook_that_fails_leaves_the_session_as_it_was(failure: Exception, talk: Talk) -> None:
    talk.say("book a room")
    talk.hook.answers.append(failure)

    with pytest.raises(type(failure)):
        talk.say("London")
    talk.say("Paris")

    assert talk.slots == {"City": "Paris"}


def test_new_members_in_an_answer_are_let_be(talk: Talk) -> None:
    talk.hook.answers.append(lambda event: {**delegate(event), "news": 1})

    assert talk.say("book a room")
