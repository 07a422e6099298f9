"""A webhook request of Dialogflow as what was heard, and what is said as its response."""

import json
from typing import Any

import pytest

from lambdas.domain.declared import Dialogs, read_dialogs
from lambdas.domain.dialog import CONFIRM, Dialog, Done, Meaning, decode_dialog, encode_dialog
from lambdas.domain.intent import Slot
from lambdas.domain.reply import Card, Choice, Choices, Image, Location, Part, Text
from lambdas.flows.lead import Led
from lambdas.fulfilment.dialogflow_webhook import (
    MalformedRequestError,
    read_dialog,
    read_heard,
    read_request,
    write_response,
)
from tests.dialogflow_requests import a_context, a_request, checked, context_turns
from tests.pizza import PIZZA

PIZZAS: Dialogs = read_dialogs(json.dumps({"pizza": PIZZA}))["pizza"]["en-US"]
ASKED = read_request(a_request("begin.Order"))


def respond(dialog: Dialog, *parts: Part, before: Dialog | None = None) -> dict[str, Any]:
    led = Led(dialog=dialog, parts=parts)
    return checked(write_response(ASKED, led, before=before or Dialog(), dialogs=PIZZAS))


@pytest.mark.parametrize(
    ("action", "meaning", "intent"),
    [
        ("begin.Order", Meaning.BEGIN, "Order"),
        ("answer.Order.Number", Meaning.ANSWER, "Order"),
        ("yes.Order", Meaning.YES, "Order"),
        ("no.Order", Meaning.NO, "Order"),
        ("input.unknown", Meaning.NOTHING, ""),
        ("begin.Unheard", Meaning.NOTHING, ""),
        ("", Meaning.NOTHING, ""),
    ],
)
def test_an_action_says_what_the_words_were(action: str, meaning: Meaning, intent: str) -> None:
    heard = read_heard(read_request(a_request(action)), PIZZAS)

    assert (heard.meaning, heard.intent) == (meaning, intent)


def test_parameters_fill_slots_as_lex_writes_them_with_the_words_that_were_said() -> None:
    parameters = {"Number": 3.0, "Size": "", "Street": ["Elm St"], "Other": "x"}
    heard_as = a_context("heard", **{"Number.original": "three"})
    request = a_request("begin.Order", parameters=parameters, contexts=[heard_as], text="three to Elm St")

    heard = read_heard(read_request(request), PIZZAS)

    assert heard.slots == {
        "Number": Slot(original="three", interpreted="3"),
        "Street": Slot(original="three to Elm St", interpreted="Elm St"),
    }


def test_the_dialog_stands_where_the_last_response_left_it() -> None:
    dialog = Dialog(intent="Order", slots={"Size": Slot(original="big", interpreted="large")}, asked="Number")

    assert read_dialog(read_request(a_request("begin.Order", dialog=dialog)), PIZZAS) == dialog


GOOD = json.loads(encode_dialog(Dialog(intent="Order", asked="Number")))


@pytest.mark.parametrize(
    "state",
    [
        "",
        "{",
        "[]",
        '{"phase": "over"}',
        *(json.dumps({**GOOD, name: [1]}) for name in ("slots", "attributes", "done", "spoken", "attempt")),
        json.dumps({**GOOD, "slots": {"Number": "3"}}),
        json.dumps({**GOOD, "done": {"Order": {}}}),
    ],
)
def test_a_dialog_that_cannot_be_read_begins_anew(state: str) -> None:
    request = a_request("begin.Order", contexts=[a_context("parley", state=state)])

    assert read_dialog(read_request(request), PIZZAS) == Dialog()


def test_a_dialog_of_an_intent_that_is_gone_begins_anew() -> None:
    request = a_request("begin.Order", dialog=Dialog(intent="Gone", asked="Size", attributes={"a": "1"}))

    assert read_dialog(read_request(request), PIZZAS) == Dialog(attributes={"a": "1"})


def test_the_persons_locale_goes_before_the_language_that_dialogflow_heard() -> None:
    locales = [read_request(a_request("x", locale=locale)).locale for locale in ("es-MX", None)]

    assert locales == ["es-MX", "en"]


@pytest.mark.parametrize("request_", [{}, {"session": "s"}, {"queryResult": []}, {"queryResult": None}])
def test_what_is_no_request_is_refused(request_: dict[str, Any]) -> None:
    with pytest.raises(MalformedRequestError):
        read_request(request_)


def test_a_slot_that_is_asked_for_has_a_context_for_one_turn() -> None:
    response = respond(Dialog(intent="Order", asked="Number"))

    assert context_turns(response) == {"parley": 5, "ask__order__number": 1}


def test_the_state_travels_in_its_context() -> None:
    dialog = Dialog(intent="Order", asked=CONFIRM)

    response = respond(dialog)

    (state,) = (one["parameters"] for one in response["outputContexts"] if "parameters" in one)
    assert decode_dialog(state["state"]) == dialog
    assert context_turns(response) == {"parley": 5, "confirm__order": 1}


def test_what_is_asked_for_no_longer_loses_its_context() -> None:
    before = Dialog(intent="Order", asked="Number")

    response = respond(Dialog(intent="Order", asked=CONFIRM), before=before)

    assert context_turns(response) == {"parley": 5, "ask__order__number": 0, "confirm__order": 1}


def test_an_intent_that_is_done_stays_in_context_for_its_turns() -> None:
    done = {"Order": Done(turns=2, until=0, slots={})}

    assert context_turns(respond(Dialog(done=done))) == {"parley": 5, "order": 2}
    assert context_turns(respond(Dialog(), before=Dialog(done=done))) == {"parley": 5, "order": 0}


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (Text(text="Hi"), {"text": {"text": ["Hi"]}}),
        (
            Text(text="Hi", speech="<speak>Hi</speak>"),
            {"payload": {"parley": {"kind": "text", "text": "Hi", "speech": "<speak>Hi</speak>"}}},
        ),
        (
            Choices(choices=[Choice(label="Yes", value="Yes")]),
            {"quickReplies": {"quickReplies": ["Yes"]}},
        ),
        (
            Choices(choices=[Choice(label="Double", value="double")]),
            {"payload": {"parley": {"kind": "choices", "choices": [{"label": "Double", "value": "double"}]}}},
        ),
        (
            Card(title="Ritz", subtitle="Paris", buttons=[Choice(label="Book", value="book")]),
            {
                "card": {
                    "title": "Ritz",
                    "subtitle": "Paris",
                    "buttons": [{"text": "Book", "postback": "book"}],
                }
            },
        ),
        (
            Image(url="https://a.example/b.png", alt="A room"),
            {"image": {"imageUri": "https://a.example/b.png", "accessibilityText": "A room"}},
        ),
        (
            Location(latitude=1, longitude=2),
            {"payload": {"parley": {"kind": "location", "latitude": 1, "longitude": 2}}},
        ),
    ],
)
def test_a_part_is_said_as_dialogflow_has_it_or_as_our_own(part: Part, message: dict[str, Any]) -> None:
    assert respond(Dialog(), part)["fulfillmentMessages"] == [message]
