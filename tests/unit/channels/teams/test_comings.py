"""Where the bot is added and removed, and what nobody says to it."""

import logging
from typing import Any

import pytest

from lambdas.domain.turn import Chose, Left, Where
from tests.teams_activities import (
    ANN,
    BOT,
    CHANNEL,
    TENANT,
    a_bare_activity,
    checked,
    in_a_channel,
)
from tests.teams_turns import BOB, an_event, only, turns

ADDED = {"membersAdded": [{"id": BOT["id"]}, {"id": ANN["id"]}]}


@pytest.mark.parametrize(
    "activity",
    [
        an_event("conversationUpdate", **ADDED),
        an_event("installationUpdate", action="add"),
    ],
)
def test_a_bot_that_was_added_says_hello_once(activity: dict[str, Any]) -> None:
    turn = only(checked(activity))

    assert (turn.content, turn.where) == (Chose(value="Hello", text="/start"), Where.NEW)


def test_a_bot_without_a_greeting_says_nothing_when_it_is_added() -> None:
    assert list(turns(an_event("conversationUpdate", **ADDED, locale="es-ES"))) == []


@pytest.mark.parametrize(
    "activity",
    [
        an_event("conversationUpdate", membersRemoved=[{"id": BOT["id"]}]),
        an_event("installationUpdate", action="remove"),
    ],
)
def test_a_bot_that_was_removed_reaches_nobody_there(activity: dict[str, Any]) -> None:
    assert only(checked(activity)).content == Left()


@pytest.mark.parametrize(
    "activity",
    [
        an_event("conversationUpdate", membersAdded=[{"id": BOB["id"]}]),
        an_event("conversationUpdate", membersRemoved=[{"id": BOB["id"]}]),
        an_event("conversationUpdate", channelData={"eventType": "teamRenamed", "tenant": {"id": TENANT}}),
        an_event("installationUpdate", action="add-upgrade"),
        an_event("installationUpdate", action="remove-upgrade"),
        an_event("messageReaction", reactionsAdded=[{"type": "like"}]),
        an_event("messageUpdate", text="edited"),
        an_event("messageDelete"),
        an_event("typing"),
        an_event("endOfConversation"),
        an_event("event", name="x"),
        an_event("invoke", name="task/fetch"),
        an_event("x-new" * 20),
    ],
)
def test_what_nobody_says_gives_no_turn(activity: dict[str, Any]) -> None:
    assert list(turns(activity)) == []


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        (an_event("typing"), "typing"),
        (an_event("invoke", name="task/fetch"), "invoke:task/fetch"),
        (an_event("installationUpdate", action="add-upgrade"), "installationUpdate:add-upgrade"),
        (
            an_event(
                "conversationUpdate", channelData={"eventType": "teamRenamed", "tenant": {"id": TENANT}}
            ),
            "conversationUpdate:teamRenamed",
        ),
        (an_event("event", name="words that somebody wrote"), "unknown"),
        (an_event("event", name=["x"]), "unknown"),
        (an_event("x" * 41), "unknown"),
        (a_bare_activity(**{"from": BOT}, text="hi"), "message:of_no_person"),
        (in_a_channel("London", entities=[]), "message:not_to_the_bot"),
        (an_event("conversationUpdate", **ADDED, locale="es-ES"), "conversationUpdate:no_greeting"),
    ],
)
def test_what_gives_no_turn_is_logged_by_its_kind(
    activity: dict[str, Any], kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        turns(activity)

    [record] = caplog.records
    assert (record.message, vars(record)["update"]) == ("update ignored", kind)


def test_the_channel_stands_for_all_its_threads_where_the_bot_was_added() -> None:
    place = {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL}

    turn = only(an_event("conversationUpdate", **ADDED, conversation=place))

    assert (turn.address.conversation, turn.private) == (CHANNEL, False)
