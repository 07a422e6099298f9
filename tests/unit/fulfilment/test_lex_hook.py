"""The Lex V2 code hook's event and answer."""

import json

import pytest

from lambdas.domain.intent import Action, Confirmation, Outcome, Slot, Source
from lambdas.domain.reply import Card, Choice, Choices, Part, Text
from lambdas.fulfilment.lex_hook import MalformedEventError, read_call, read_envelope, write_answer
from tests.lex_events import Event, a_lex_event, a_slot
from tests.unit.fulfilment.hook_shape import breaches

WORDS: tuple[Part, ...] = (Text(text="Which city?"),)
OUTCOMES = {
    "delegate": Outcome(action=Action.DELEGATE, attributes={"a": "b"}),
    "elicit slot": Outcome(action=Action.ELICIT_SLOT, slot="City", parts=WORDS),
    "elicit slot by the bot's words": Outcome(action=Action.ELICIT_SLOT, slot="City"),
    "elicit intent": Outcome(action=Action.ELICIT_INTENT, parts=WORDS),
    "confirm": Outcome(
        action=Action.CONFIRM, parts=(*WORDS, Choices(choices=(Choice(label="Yes", value="yes"),)))
    ),
    "fulfilled": Outcome(action=Action.CLOSE_FULFILLED, parts=WORDS),
    "failed": Outcome(action=Action.CLOSE_FAILED, parts=WORDS),
}


def test_a_dialog_event_is_read() -> None:
    event = a_lex_event(
        slots={"City": None}, next_slot="City", session_attributes={"a": "b"}, confirmation="Denied"
    )

    call = read_call(event)

    assert (call.bot, call.locale, call.intent) == ("parley-test-travel", "en-US", "BookHotel")
    assert (call.source, call.next_slot, call.step) == (Source.DIALOG, "City", "dialog:City")
    assert call.confirmation is Confirmation.DENIED
    assert call.attributes == {"a": "b"}
    assert call.slots["City"] is None
    assert call.slots["Nights"] == Slot(original="P1W", interpreted="P1W")


def test_a_fulfilment_event_is_read_without_a_proposed_next_state() -> None:
    event = a_lex_event(source="FulfillmentCodeHook", confirmation="Confirmed")

    call = read_call(event)

    assert "proposedNextState" not in event
    assert (call.step, call.confirmation) == ("fulfilment", Confirmation.CONFIRMED)


def test_a_slot_that_lex_could_not_resolve_keeps_the_words() -> None:
    event = a_lex_event(slots={"City": {"shape": "Scalar", "value": {"originalValue": "the moon"}}})

    call = read_call(event)

    assert call.slots["City"] == Slot(original="the moon", interpreted=None)


@pytest.mark.parametrize("confidence", [0.9, {"score": 0.9}, None])
def test_confidence_is_told_in_several_shapes_and_none_of_them_matters(confidence: object) -> None:
    event = a_lex_event()
    event["interpretations"][0]["nluConfidence"] = confidence

    assert read_call(event) == read_call(a_lex_event())


def test_an_event_with_everything_optional_left_out_is_read() -> None:
    event = {
        "invocationSource": "DialogCodeHook",
        "bot": {"name": "travel", "localeId": "en_US"},
        "sessionState": {"intent": {"name": "BookHotel"}},
    }

    call = read_call(event)

    assert (call.slots, call.attributes, call.confirmation) == ({}, {}, Confirmation.NONE)
    assert write_answer(event, OUTCOMES["delegate"])["sessionState"]["intent"]["name"] == "BookHotel"


@pytest.mark.parametrize(
    "break_it",
    [
        {"sessionState": None},
        {"sessionState": {}},
        {"sessionState": {"intent": None}},
        {"sessionState": {"intent": {"name": "BookHotel", "slots": {"City": "London"}}}},
        {"sessionState": {"intent": {"name": "BookHotel", "confirmationState": "Perhaps"}}},
        {"bot": None},
        {"bot": {"name": "travel"}},
        {"invocationSource": "Curiosity"},
    ],
)
def test_an_event_that_is_not_lex_is_malformed(break_it: Event) -> None:
    with pytest.raises(MalformedEventError):
        read_call(a_lex_event() | break_it)


@pytest.mark.parametrize("event", [{}, {"requestContext": {"eventType": "CONNECT"}}])
def test_what_is_no_event_at_all_is_malformed(event: Event) -> None:
    with pytest.raises(MalformedEventError):
        read_call(event)


@pytest.mark.parametrize(
    ("attributes", "envelope"),
    [({"parley-envelope": "e.s"}, "e.s"), ({}, ""), (None, ""), ({"parley-envelope": 7}, "")],
)
def test_the_envelope_is_read_or_missing(attributes: object, envelope: str) -> None:
    assert read_envelope(a_lex_event() | {"requestAttributes": attributes}) == envelope


def test_the_envelope_in_session_attributes_is_none() -> None:
    event = a_lex_event(session_attributes={"parley-envelope": "e.s"})

    assert read_envelope(event) == ""


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_an_answer_has_the_documented_shape(outcome: Outcome) -> None:
    answer = write_answer(a_lex_event(), outcome)

    assert list(breaches("sessionState", answer["sessionState"])) == []
    assert list(breaches("messages", answer.get("messages", []))) == []
    json.dumps(answer)


@pytest.mark.parametrize(
    ("name", "dialog_action", "state"),
    [
        ("delegate", {"type": "Delegate"}, "InProgress"),
        ("elicit slot", {"type": "ElicitSlot", "slotToElicit": "City"}, "InProgress"),
        ("confirm", {"type": "ConfirmIntent"}, "InProgress"),
        ("fulfilled", {"type": "Close"}, "Fulfilled"),
        ("failed", {"type": "Close"}, "Failed"),
    ],
)
def test_an_outcome_tells_lex_what_to_do(name: str, dialog_action: Event, state: str) -> None:
    answer = write_answer(a_lex_event(confirmation="Confirmed"), OUTCOMES[name])

    assert answer["sessionState"]["dialogAction"] == dialog_action
    assert answer["sessionState"]["intent"]["state"] == state


@pytest.mark.parametrize("name", ["confirm", "elicit slot"])
def test_a_new_question_forgets_the_last_yes_or_no(name: str) -> None:
    answer = write_answer(a_lex_event(confirmation="Denied"), OUTCOMES[name])

    assert answer["sessionState"]["intent"]["confirmationState"] == "None"


def test_delegating_keeps_the_yes() -> None:
    answer = write_answer(a_lex_event(confirmation="Confirmed"), OUTCOMES["delegate"])

    assert answer["sessionState"]["intent"]["confirmationState"] == "Confirmed"


def test_a_slot_that_is_asked_again_is_emptied_and_the_others_stay_as_they_were() -> None:
    answer = write_answer(a_lex_event(), OUTCOMES["elicit slot"])

    slots = answer["sessionState"]["intent"]["slots"]
    assert slots["City"] is None
    assert slots["Nights"] == a_slot("P1W")


def test_the_session_keeps_what_the_outcome_says_and_the_contexts_it_had() -> None:
    event = a_lex_event(session_attributes={"old": "gone"})
    contexts = [
        {
            "name": "booking",
            "timeToLive": {"timeToLiveInSeconds": 90, "turnsToLive": 3},
            "contextAttributes": {},
        }
    ]
    event["sessionState"]["activeContexts"] = contexts

    state = write_answer(event, OUTCOMES["delegate"])["sessionState"]

    assert state["sessionAttributes"] == {"a": "b"}
    assert state["activeContexts"] == contexts


def test_an_event_is_not_changed_by_its_answer() -> None:
    event = a_lex_event()
    before = json.dumps(event)

    write_answer(event, OUTCOMES["elicit slot"])

    assert json.dumps(event) == before


def test_words_are_plain_and_every_other_part_is_handed_through_whole() -> None:
    parts: tuple[Part, ...] = (
        Text(text="Here:"),
        Text(text="Hello", speech="<speak>Hello</speak>"),
        Card(title="Room", subtitle="with a view"),
    )

    messages = write_answer(a_lex_event(), Outcome(action=Action.CLOSE_FULFILLED, parts=parts))["messages"]

    assert [message["contentType"] for message in messages] == ["PlainText", "CustomPayload", "CustomPayload"]
    assert messages[0]["content"] == "Here:"
    assert json.loads(messages[2]["content"]) == {
        "kind": "card",
        "title": "Room",
        "subtitle": "with a view",
        "buttons": [],
    }


def test_an_outcome_without_words_leaves_them_to_the_bot() -> None:
    assert "messages" not in write_answer(a_lex_event(), OUTCOMES["delegate"])
