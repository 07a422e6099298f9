"""What people press in Teams becomes turns, and what invokes the bot is answered."""

import json
from typing import Any

import pytest

from lambdas.domain.turn import Chose, Said
from tests.teams_activities import (
    a_bare_activity,
    a_delivery,
    an_activity,
    in_a_channel,
)
from tests.teams_turns import an_event, content, door


@pytest.mark.parametrize("wrap", [dict, json.dumps])
def test_a_pressed_button_brings_its_value(wrap: Any) -> None:  # noqa: ANN401 (either form)
    pressed = an_activity("Paris", value=wrap({"choice": "city-paris"}), replyToId="1575667808184")

    assert content(pressed) == Chose(value="city-paris", text="Paris")


def test_a_button_is_pressed_where_its_client_does_not_know_the_buttons_of_teams() -> None:
    own = {"type": "messageBack", "displayText": "Paris", "text": "Paris", "value": {"choice": "city-paris"}}
    pressed = an_activity(None, value={"msteams": own}, replyToId="1575667808184")

    assert content(pressed) == Chose(value="city-paris", text="Paris")
    assert content(an_activity("Rome", value={"msteams": None})) == Said(text="Rome")


def test_a_button_is_the_bots_where_others_read_too() -> None:
    pressed = in_a_channel("Paris", entities=[], value={"choice": "city-paris"})

    assert content(pressed) == Chose(value="city-paris", text="Paris")


@pytest.mark.parametrize("value", [{"other": 1}, "words", "[", 5, "5", [], {}, "[" * 100_000])
def test_a_value_that_is_not_ours_says_nothing(value: object) -> None:
    assert content(a_bare_activity(text="London", value=value)) == Said(text="London")


def test_a_button_that_executes_is_a_choice_and_is_told_so() -> None:
    action = {"type": "Action.Execute", "verb": "choose", "data": {"choice": "city-paris"}}
    invoked = an_event("invoke", name="adaptiveCard/action", value={"action": action})
    answer = json.loads(door().acknowledge(a_delivery(invoked)).body)

    assert content(invoked) == Chose(value="city-paris", text="city-paris")
    assert answer == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}


@pytest.mark.parametrize(
    "members",
    [
        {"name": "task/fetch"},
        {"name": "adaptiveCard/action"},
        {"name": "adaptiveCard/action", "value": {"action": []}},
        {"name": "adaptiveCard/action", "value": {"action": {"data": {"choice": 7}}}},
        {"name": "fileConsent/invoke", "value": {"action": "accept"}},
        {},
    ],
)
def test_what_nobody_answers_is_told_to_be_so(members: dict[str, Any]) -> None:
    delivery = a_delivery(an_event("invoke", **members))
    acknowledged = door().acknowledge(delivery)

    assert list(door().parse(delivery)) == []
    assert json.loads(acknowledged.body) == {
        "statusCode": 501,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "NotImplemented", "message": "The bot has no answer to this."},
    }
    assert acknowledged.content_type.startswith("application/json")


def test_any_other_activity_is_taken_without_a_word() -> None:
    assert door().acknowledge(a_delivery(an_activity())).body == ""
