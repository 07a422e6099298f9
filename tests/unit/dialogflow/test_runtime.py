"""The rules of Dialogflow ES: matching, contexts and their lifespans, the webhook, what is refused."""

from pathlib import Path

import pytest

from dev.dialogflow.errors import DialogflowError, InvalidArgumentError, NotFoundError
from dev.dialogflow.webhook import WebhookFailedError
from tests.unit.definition.files import SMALL
from tests.unit.dialogflow.talk import ANN, Json, Talk, sets


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path)


def test_an_intent_is_matched_with_its_parameters(talk: Talk) -> None:
    matched = talk.say("Order Size=large Number=2")

    assert matched == "Order"
    assert talk.result["action"] == "begin.Order"
    assert talk.result["parameters"] == {"Size": "large", "Number": 2, "When": ""}
    assert talk.result["allRequiredParamsPresent"]
    assert talk.result["languageCode"] == "en"


def test_what_nothing_matches_is_the_fallback(talk: Talk) -> None:
    matched = talk.say("what a nice day")

    assert (matched, talk.result["action"]) == ("Default Fallback Intent", "input.unknown")
    assert talk.result["intent"]["isFallback"]


def test_an_answer_matches_only_while_it_is_asked_for(talk: Talk) -> None:
    before = talk.say("Size=large")
    talk.webhook.answers = [sets(("ask__order__size", 1))]
    talk.say("Order")
    asked = talk.say("Size=large")
    after = talk.say("Size=large")

    assert (before, asked, after) == (
        "Default Fallback Intent", "Order - Size", "Default Fallback Intent",
    )  # fmt: skip


def test_another_value_than_the_asked_one_changes_the_intent(talk: Talk) -> None:
    talk.webhook.answers = [sets(("ask__order__size", 1))]
    talk.say("Order")

    matched = talk.say("Number=4")

    assert (matched, talk.result["parameters"]["Number"]) == ("Order", 4)


def test_a_yes_and_a_no_match_only_at_the_confirmation(talk: Talk) -> None:
    before = talk.say("yes")
    talk.webhook.answers = [sets(("confirm__order", 1)), sets(("confirm__order", 1))]
    talk.say("Order")
    yes = talk.say("yes")
    no = talk.say("no")

    assert (before, yes, no) == ("Default Fallback Intent", "Order - yes", "Order - no")


def test_something_else_that_is_surely_meant_leads_away_from_a_question(talk: Talk) -> None:
    talk.webhook.answers = [sets(("ask__order__size", 1))]
    talk.say("Order")

    assert talk.say("Greet") == "Greet"


def test_a_follow_up_matches_only_in_its_context(talk: Talk) -> None:
    before = talk.say("Again")
    talk.webhook.answers = [sets(("order", 3))]
    talk.say("Order")

    assert (before, talk.say("Again")) == ("Default Fallback Intent", "Again")


def test_contexts_count_down_by_turns(talk: Talk) -> None:
    talk.webhook.answers = [sets(("parley", 3), ("order", 1))]
    talk.say("Order")
    first = talk.contexts
    talk.say("Greet")
    second = talk.contexts
    talk.say("Greet")
    third = talk.contexts

    assert (first, second, third) == ({"parley": 3, "order": 1}, {"parley": 2}, {"parley": 1})


def test_contexts_last_twenty_minutes(talk: Talk) -> None:
    talk.webhook.answers = [sets(("parley", 5))]
    talk.say("Order")
    talk.clock.wait(19.9)
    talk.say("Greet")
    still = talk.contexts
    talk.clock.wait(0.2)
    talk.say("Greet")

    assert (still, talk.contexts) == ({"parley": 4}, {})


def test_a_webhook_ends_a_context_with_a_lifespan_of_none(talk: Talk) -> None:
    talk.webhook.answers = [sets(("parley", 5), ("order", 5)), sets(("order", 0))]
    talk.say("Order")
    talk.say("Greet")

    assert talk.contexts == {"parley": 4}


def test_names_of_contexts_are_in_small_letters(talk: Talk) -> None:
    talk.webhook.answers = [sets(("Order", 2))]
    talk.say("Order")

    assert talk.contexts == {"order": 2}


def test_contexts_of_a_request_are_active_before_it_is_matched(talk: Talk) -> None:
    context = {"name": f"{ANN}/contexts/ask__order__size", "lifespanCount": 1}

    assert talk.say("Size=small", contexts=[context]) == "Order - Size"


def test_contexts_can_be_reset_with_a_request(talk: Talk) -> None:
    talk.webhook.answers = [sets(("ask__order__size", 2), ("parley", 5))]
    talk.say("Order")

    matched = talk.say("Size=small", resetContexts=True)

    assert (matched, talk.contexts) == ("Default Fallback Intent", {})


def test_each_session_has_contexts_of_its_own(talk: Talk) -> None:
    talk.webhook.answers = [sets(("ask__order__size", 2))]
    talk.say("Order")

    other = talk.say("Size=small", session="projects/pizza/agent/environments/draft/users/-/sessions/ann")

    assert other == "Default Fallback Intent"


def test_the_webhook_gets_what_dialogflow_sends_it(talk: Talk) -> None:
    talk.webhook.answers = [sets(("parley", 5), state="{}")]
    talk.say("Order Size=large", payload={"envelope": "sealed"})
    talk.say("Greet", payload={"envelope": "sealed"})

    first, second = talk.webhook.requests
    result = second["queryResult"]
    (parley, _) = result["outputContexts"]
    counters = first["queryResult"]["outputContexts"][-1]
    assert second["session"] == ANN
    assert second["originalDetectIntentRequest"]["payload"] == {"envelope": "sealed"}
    assert (result["queryText"], result["action"]) == ("Greet", "begin.Greet")
    assert parley == {
        "name": f"{ANN}/contexts/parley", "lifespanCount": 4, "parameters": {"state": "{}"},
    }  # fmt: skip
    assert counters["parameters"]["Size.original"] == "large"
    assert second["responseId"] == talk.answer["responseId"]


def test_what_the_webhook_says_is_the_answer(talk: Talk) -> None:
    said = [{"text": {"text": ["Which size?"]}}, {"quickReplies": {"quickReplies": ["S", "L"]}}]
    talk.webhook.answers = [{"fulfillmentMessages": said, "source": "ours", "payload": {"a": 1}}]
    talk.say("Order")

    assert talk.result["fulfillmentMessages"] == said
    assert talk.result["fulfillmentText"] == "Which size?"
    assert (talk.result["webhookSource"], talk.result["webhookPayload"]) == ("ours", {"a": 1})
    assert talk.answer["webhookStatus"] == {"message": "Webhook execution successful"}


def test_a_text_alone_of_the_webhook_is_a_message(talk: Talk) -> None:
    talk.webhook.answers = [{"fulfillmentText": "Baking."}]
    talk.say("Order")

    assert talk.result["fulfillmentMessages"] == [{"text": {"text": ["Baking."]}}]


def test_a_webhook_that_fails_is_told_and_its_contexts_are_not_set(talk: Talk) -> None:
    talk.webhook.answers = [sets(("parley", 5)), WebhookFailedError("DEADLINE_EXCEEDED", code=4)]
    talk.say("Order")
    talk.say("Greet")

    assert talk.answer["webhookStatus"] == {
        "code": 4, "message": "Webhook call failed. Error: DEADLINE_EXCEEDED",
    }  # fmt: skip
    assert talk.result["fulfillmentMessages"] == [{"text": {"text": [""]}}]
    assert talk.contexts == {"parley": 4}


def test_a_webhook_that_names_another_sessions_context_has_failed(talk: Talk) -> None:
    talk.webhook.answers = [sets(("parley", 5), session="projects/pizza/agent/sessions/bob")]
    talk.say("Order")

    assert talk.answer["webhookStatus"]["code"] == 3


def test_an_event_triggers_its_intent(tmp_path: Path) -> None:
    text = SMALL.replace("    fallback: Sorry?", "    fallback: Sorry?\n    commands: {start: hello}")
    talk = Talk(tmp_path, text=text)
    event = {"event": {"name": "WELCOME", "languageCode": "en"}}

    matched = talk.ask({"session": ANN, "queryInput": event})
    event["event"]["name"] = "GOODBYE"

    assert (matched, talk.ask({"session": ANN, "queryInput": event})) == (
        "Greet", "Default Fallback Intent",
    )  # fmt: skip


@pytest.mark.parametrize(("given", "spoken"), [("en-GB", "en"), ("de", "de"), ("DE-at", "de"), ("fr", "en")])
def test_a_language_is_the_agents_nearest(talk: Talk, given: str, spoken: str) -> None:
    talk.say("Order", language=given)

    assert talk.result["languageCode"] == spoken


def _text(text: str, language: str = "en") -> Json:
    return {"session": ANN, "queryInput": {"text": {"text": text, "languageCode": language}}}


@pytest.mark.parametrize(
    ("request_", "refusal", "why"),
    [
        (_text("a" * 257), InvalidArgumentError, "exceeds 256 characters"),
        (_text(" "), InvalidArgumentError, "text not set"),
        (_text("hello", language=""), InvalidArgumentError, "language_code"),
        ({"session": ANN}, InvalidArgumentError, "a text or an event"),
        ({**_text("hi"), "session": "ann"}, InvalidArgumentError, "no name of a session"),
        ({**_text("hi"), "session": ANN + "n" * 34}, InvalidArgumentError, "36 characters"),
        (
            {**_text("hi"), "session": "projects/tacos/agent/sessions/ann"},
            NotFoundError,
            "no Dialogflow agent is in project 'tacos'",
        ),
        (
            {**_text("hi"), "queryParams": {"contexts": [{"name": "order", "lifespanCount": 1}]}},
            InvalidArgumentError,
            "no name of a context",
        ),
        (
            {
                **_text("hi"),
                "queryParams": {"contexts": [{"name": f"{ANN}/contexts/order", "lifespanCount": -1}]},
            },
            InvalidArgumentError,
            "below 0",
        ),
    ],
)
def test_a_wrong_request_is_refused(
    talk: Talk, request_: Json, refusal: type[DialogflowError], why: str
) -> None:
    with pytest.raises(refusal, match=why):
        talk.ask(request_)

    assert talk.webhook.requests == []


def test_a_text_of_256_characters_is_taken(talk: Talk) -> None:
    assert talk.ask(_text("a" * 256)) == "Default Fallback Intent"


def test_contexts_are_made_read_changed_and_ended(talk: Talk) -> None:
    order = f"{ANN}/contexts/order"
    runtime = talk.runtime

    made = runtime.create_context({"parent": ANN, "context": {"name": order, "lifespanCount": 2}})
    changed = runtime.update_context(
        {"context": {"name": order, "parameters": {"a": 1}}, "updateMask": "parameters"}
    )
    listed = runtime.list_contexts({"parent": ANN})
    read = runtime.get_context({"name": order})
    runtime.delete_context({"name": order})

    assert made == {"name": order, "lifespanCount": 2}
    assert changed == read == {"name": order, "lifespanCount": 2, "parameters": {"a": 1}}
    assert listed == {"contexts": [read]}
    assert runtime.list_contexts({"parent": ANN}) == {"contexts": []}


def test_all_contexts_are_ended_at_once(talk: Talk) -> None:
    talk.webhook.answers = [sets(("order", 5), ("parley", 5))]
    talk.say("Order")

    talk.runtime.delete_all_contexts({"parent": ANN})

    assert talk.runtime.list_contexts({"parent": ANN}) == {"contexts": []}


def test_a_context_that_is_not_active_is_not_found(talk: Talk) -> None:
    name = {"name": f"{ANN}/contexts/order"}

    with pytest.raises(NotFoundError):
        talk.runtime.get_context(name)
    with pytest.raises(NotFoundError):
        talk.runtime.update_context({"context": name, "updateMask": "parameters"})
