"""What pressed buttons and slash commands say."""

import json
from typing import Any

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Chose, Said, Unhandled, What, Where
from tests.slack_requests import (
    ANN,
    BLOCKS,
    BUTTON,
    CHANNEL,
    DM,
    THREAD,
    TS,
    a_command,
    a_form,
    a_payload,
    a_press,
    an_inbound,
    an_installation,
    turn_of,
)

IN_CHANNEL = {
    "channel": {"id": CHANNEL, "name": "trips"},
    "container": {"type": "message", "message_ts": TS, "channel_id": CHANNEL},
}


def test_a_pressed_button_is_the_choice_it_was() -> None:
    turn = turn_of(a_payload(a_press()))

    assert turn.content == Chose(value="double", text="A double room")
    assert (turn.address.conversation, turn.address.via, turn.private) == (f"@{ANN}", DM, True)
    assert (turn.speaker, turn.where) == ("ann", Where.ANY)


def test_the_same_press_is_one_turn_and_another_is_not() -> None:
    first, again = turn_of(a_payload(a_press())), turn_of(a_payload(a_press()))
    second = turn_of(a_payload(a_press({**BUTTON, "action_ts": "1795000009.000100"})))

    assert first.event == again.event != second.event


def test_where_a_value_did_not_fit_the_whole_label_is_the_choice() -> None:
    label = "A large room " * 10
    action = {
        **BUTTON,
        "action_id": "parley-choice-label-1",
        "value": label.strip(),
        "text": {"text": "A large room…"},
    }

    content = turn_of(a_payload(a_press(action))).content

    assert content == Chose(value=label.strip(), text=label.strip())


def test_a_button_below_a_message_in_a_channel_begins_its_thread() -> None:
    turn = turn_of(a_payload(a_press(**IN_CHANNEL)))

    assert (turn.address.conversation, turn.private) == (f"{CHANNEL}/{TS}", False)


def test_a_button_in_a_thread_is_answered_there() -> None:
    message = {"ts": TS, "thread_ts": THREAD, "blocks": BLOCKS}

    turn = turn_of(a_payload(a_press(**IN_CHANNEL, message=message)))

    assert turn.address.conversation == f"{CHANNEL}/{THREAD}"


def test_the_message_is_remembered_as_we_wrote_it() -> None:
    turn = turn_of(a_payload(a_press()))

    remembered = json.loads(turn.connection or "")
    assert remembered["ts"] == TS
    assert "block_id" not in json.dumps(remembered)
    assert remembered["blocks"][1]["elements"][0]["value"] == "double"


@pytest.mark.parametrize(
    "message", [{}, {"blocks": "x"}, {"blocks": ["x"]}, {"blocks": [{"type": "divider", "x": "y" * 6000}]}]
)
def test_a_message_that_is_no_use_is_not_taken_along(message: dict[str, Any]) -> None:
    assert turn_of(a_payload(a_press(message=message))).connection is None


@pytest.mark.parametrize(
    "payload",
    [
        a_press({**BUTTON, "action_id": "parley-way-1", "url": "https://x.example"}),
        a_press({**BUTTON, "action_id": "somebody-elses"}),
        a_press({**BUTTON, "type": "static_select"}),
        {"type": "view_submission"},
        {"type": "message_action"},
    ],
)
def test_what_is_no_choice_of_ours_is_ignored(payload: dict[str, Any]) -> None:
    assert not an_inbound().parse(a_payload(payload))


def test_a_choice_of_no_value_is_its_label() -> None:
    action = {**BUTTON, "value": ""}

    content = turn_of(a_payload(a_press(action))).content

    assert content == Chose(value="A double room", text="A double room")


def test_a_slash_command_goes_on_in_the_direct_messages() -> None:
    turn = turn_of(a_form(a_command("a hotel in London")))

    assert (turn.content, turn.private) == (Said(text="a hotel in London"), True)
    assert (turn.address.conversation, turn.address.via, turn.speaker) == (f"@{ANN}", "", "ann")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Chose(value="Hello", text="/start")),
        (" Help ", Chose(value="Help", text="/help")),
        ("/help", Chose(value="Help", text="/help")),
        ("help me", Said(text="help me")),
        ("x" * 1025, Unhandled(what=What.TOO_LONG)),
    ],
)
def test_a_slash_command_alone_begins_and_one_asks_for_help(text: str, expected: object) -> None:
    assert turn_of(a_form(a_command(text))).content == expected


def test_each_slash_command_is_a_turn_of_its_own() -> None:
    one, other = turn_of(a_form(a_command())), turn_of(a_form(a_command(trigger_id="1.2.x")))

    assert one.event != other.event


@pytest.mark.parametrize(("locale", "words"), [("en-US", "direct messages"), ("es-ES", "mensajes directos")])
def test_in_a_channel_only_the_speaker_is_told_where_the_answer_is(locale: str, words: str) -> None:
    told = an_inbound(an_installation(locales=(locale,))).acknowledge(a_form(a_command()))

    answer = json.loads(told.body)
    assert (answer["response_type"], told.content_type) == ("ephemeral", "application/json")
    assert words in answer["text"]


def test_where_there_is_nothing_to_tell_slack_is_just_answered() -> None:
    inbound = an_inbound()

    assert inbound.acknowledge(a_form(a_command(channel_name="directmessage"))).body == ""
    assert inbound.acknowledge(a_payload(a_press())).body == ""


def test_slack_s_look_at_the_certificate_is_no_command() -> None:
    look = a_form({"ssl_check": "1", "token": "t"})

    assert not an_inbound().parse(look)
    assert an_inbound().acknowledge(look).body == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"command": "/travel"},
        {"payload": "[]"},
        {"payload": "{"},
        {"payload": json.dumps({"type": "block_actions", "actions": []})},
        {"payload": json.dumps(a_press(user={"id": "U1/2"}))},
        {"payload": json.dumps(a_press({**BUTTON, "action_ts": "now"}))},
        a_command(user_id="@U1"),
        a_command(trigger_id=""),
    ],
)
def test_a_form_that_is_malformed_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        an_inbound().parse(a_form(fields))

    assert refusal.value.code == "unreadable"
