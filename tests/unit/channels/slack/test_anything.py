"""Whatever comes, it is turns or a refusal, and nothing else."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.errors import Refused
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn import Delivery
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.slack_requests import (
    BOT,
    a_channel_message,
    a_command,
    a_message,
    a_press,
    an_event,
    an_inbound,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
GENUINE: list[Mapping[str, Any]] = [
    a_message("<@U1> <https://x.example|x> &amp;"),
    a_channel_message(f"<@{BOT}> hi", thread_ts="1.2", files=[{"name": "a", "mimetype": "image/png"}]),
    {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"},
    {"type": "member_joined_channel", "user": BOT, "channel": "C1", "inviter": "U1"},
]
members = st.sampled_from(
    ["type", "text", "user", "channel", "ts", "thread_ts", "files", "subtype", "channel_type", "inviter"]
)


def taken(body: bytes) -> None:
    """Parse a body: every turn can be queued, and a delivery that is taken can be acknowledged."""
    delivery = Delivery(installation=InstallationId("slack"), body=body)
    try:
        turns = an_inbound().parse(delivery)
    except Refused:
        return
    for turn in turns:
        assert decode_turn(encode_turn(turn)) == turn
        assert len(turn.speaker) <= 64
    an_inbound().acknowledge(delivery)


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    taken(body)


@given(json_values)
def test_any_json(body: object) -> None:
    taken(json.dumps(body).encode())


@given(json_values, members, st.sampled_from(GENUINE))
def test_any_member_of_an_event(value: object, name: str, event: Mapping[str, Any]) -> None:
    taken(json.dumps(an_event({**event, name: value})).encode())


@given(json_values, st.sampled_from(["authorizations", "event", "type", "event_id", "challenge"]))
def test_any_member_of_an_envelope(value: object, name: str) -> None:
    taken(json.dumps({**an_event(GENUINE[2]), name: value}).encode())


@given(json_values, st.sampled_from(["user", "channel", "container", "message", "actions", "type"]))
def test_any_member_of_a_payload(value: object, name: str) -> None:
    taken(urlencode({"payload": json.dumps({**a_press(), name: value})}).encode())


@given(st.text(max_size=30), st.sampled_from(sorted(a_command())))
def test_any_field_of_a_command(value: str, name: str) -> None:
    taken(urlencode(a_command(**{name: value}), errors="replace").encode())


@given(st.text(max_size=60))
def test_any_words(words: str) -> None:
    taken(json.dumps(an_event(a_message(words))).encode())
