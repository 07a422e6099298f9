"""What a turn of Slack is known by: its id, who spoke and where; and why what is no turn is none."""

import json
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from lambdas.channels.slack.inbound import MOST_FIELDS
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Chose, Delivery, Unhandled, What
from tests.slack_requests import (
    ANN,
    BOB,
    BOT,
    BUTTON,
    CHANNEL,
    DM,
    TS,
    a_channel_message,
    a_command,
    a_delivery,
    a_form,
    a_message,
    a_payload,
    a_press,
    an_event,
    an_inbound,
    an_installation,
    content_of,
    turn_of,
)

OPENED = {"type": "app_home_opened", "user": ANN, "channel": DM, "tab": "messages", "event_ts": TS}
JOINED = {"type": "member_joined_channel", "user": BOT, "channel": CHANNEL, "inviter": BOB}
FORM = urlencode(a_command()).encode()
MUTE = replace(an_installation(), commands={})


@pytest.mark.parametrize("event", [OPENED, JOINED])
def test_what_is_no_message_is_known_by_slack_s_own_id_of_the_event(event: dict[str, Any]) -> None:
    assert turn_of(a_delivery(an_event(event, event_id="Ev7"))).event == "Ev7"


def test_a_press_is_known_by_its_message_its_moment_and_who_pressed() -> None:
    assert turn_of(a_payload(a_press())).event == f"{DM}/{TS}/{BUTTON['action_ts']}/{ANN}"


def test_two_people_who_press_a_button_in_one_moment_press_twice() -> None:
    one, other = turn_of(a_payload(a_press())), turn_of(a_payload(a_press(user={"id": BOB})))

    assert one.event != other.event


@pytest.mark.parametrize("delivery", [a_payload(a_press()), a_form(a_command())])
def test_whoever_presses_a_button_or_gives_a_command_is_the_person_who_speaks(delivery: Delivery) -> None:
    assert turn_of(delivery).address.user == ANN


@pytest.mark.parametrize(
    "told", [{"channel": "G0ANN", "channel_type": "im"}, {"channel": DM, "channel_type": None}]
)
def test_a_message_is_private_by_its_channel_s_kind_or_else_by_its_id(told: dict[str, Any]) -> None:
    turn = turn_of(a_delivery(an_event(a_message(**told))))

    assert (turn.private, turn.address.conversation) == (True, f"@{ANN}")


@pytest.mark.parametrize("channel", [{"id": "G0ANN", "name": "directmessage"}, {"id": DM, "name": "ann"}])
def test_a_press_is_private_by_its_channel_s_name_or_its_id(channel: dict[str, str]) -> None:
    turn = turn_of(a_payload(a_press(channel=channel)))

    assert (turn.private, turn.address.conversation) == (True, f"@{ANN}")


@pytest.mark.parametrize(
    ("user", "speaker"),
    [
        ({"id": ANN, "name": "ann", "username": "ann.b"}, "ann"),
        ({"id": ANN, "username": "ann.b"}, "ann.b"),
        ({"id": ANN}, ""),
    ],
)
def test_whoever_presses_is_called_as_slack_tells(user: dict[str, str], speaker: str) -> None:
    assert turn_of(a_payload(a_press(user=user))).speaker == speaker


def test_a_slash_command_of_nothing_more_begins_and_names_nobody() -> None:
    bare = {name: value for name, value in a_command().items() if name not in {"text", "user_name"}}

    turn = turn_of(a_form(bare))

    assert (turn.content, turn.speaker) == (Chose(value="Hello", text="/start"), "")


def test_where_the_bot_speaks_no_language_of_ours_the_channel_is_told_in_english() -> None:
    told = an_inbound(an_installation(locales=("fi-FI",))).acknowledge(a_form(a_command()))

    assert "direct messages" in told.body


def test_an_opened_home_that_names_no_tab_is_the_direct_messages() -> None:
    opened = {name: value for name, value in OPENED.items() if name != "tab"}

    assert turn_of(a_delivery(an_event(opened))).content == Chose(value="Hello", text="/start")


def test_where_nobody_is_told_to_have_invited_the_bot_it_greets_for_itself() -> None:
    joined = {name: value for name, value in JOINED.items() if name != "inviter"}

    assert turn_of(a_delivery(an_event(joined))).address.user == BOT


def test_a_message_of_files_that_the_bot_may_not_see_is_one_of_something() -> None:
    assert content_of(a_message("", x_files=["F1"])) == Unhandled(what=What.OTHER)


@pytest.mark.parametrize(
    ("delivery", "kind"),
    [
        (a_delivery(an_event(a_message(subtype="message_changed"))), "message:message_changed"),
        (a_delivery(an_event(a_message(bot_id="B1"))), "message:of_no_person"),
        (a_delivery(an_event(a_channel_message("see you"))), "message:not_to_the_bot"),
        (a_delivery(an_event({**OPENED, "tab": "home"})), "app_home_opened"),
        (a_delivery(an_event({**JOINED, "user": ANN})), "member_joined_channel"),
        (a_payload({"type": "view_submission"}), "view_submission"),
        (a_payload(a_press({**BUTTON, "action_id": "somebody-elses"})), "block_actions:not_ours"),
        (a_form({"ssl_check": "1"}), "ssl_check"),
    ],
)
def test_an_operator_reads_what_kind_gave_no_turn(
    delivery: Delivery, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    assert not an_inbound().parse(delivery)

    assert [(record.levelname, vars(record)["update"]) for record in caplog.records] == [("INFO", kind)]


@pytest.mark.parametrize("event", [OPENED, JOINED])
def test_a_bot_without_a_greeting_greets_nobody(event: dict[str, Any]) -> None:
    assert not an_inbound(MUTE).parse(a_delivery(an_event(event)))


def test_everybody_is_first_spoken_to_in_the_bot_s_first_language() -> None:
    assert turn_of(a_delivery(an_event(a_message()))).locale == "en-US"


def test_an_event_may_have_space_around_it() -> None:
    body = json.dumps(an_event(a_message())).encode()

    assert turn_of(a_delivery(b" \n" + body + b"\n")).event == f"{DM}/{TS}"


def test_so_many_fields_of_a_form_are_read() -> None:
    fields = a_command() | {f"field_{number}": "x" for number in range(MOST_FIELDS - len(a_command()))}

    assert turn_of(a_form(fields)).address.user == ANN


@pytest.mark.parametrize(
    "body",
    [
        b'{"type":"url_verification"}',
        FORM + b"&junk",
        FORM + b"&text=%ff",
        FORM + b"&payload=",
        FORM + b"&x=y" * MOST_FIELDS,
    ],
    ids=["no challenge", "no pair", "no text", "two in one", "too many"],
)
def test_what_slack_never_sends_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        an_inbound().parse(a_delivery(body))

    assert refusal.value.code == "unreadable"
