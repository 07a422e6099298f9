"""Whatever a verified call carries, it becomes turns that can be queued or is refused."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.fakes.clock import SetClock
from tests.meta_calls import KEYS, a_delivery, a_number, a_value, a_word, changes, words

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
NAMES = (
    "object entry changes field value metadata phone_number_id contacts wa_id user_id profile name username "
    "messages statuses errors code from from_user_id id timestamp type text body interactive button_reply "
    "caption group_id"
)
members = st.sampled_from(NAMES.split())
GENUINE = (
    words(a_word()),
    words(a_word("interactive", {"type": "button_reply", "button_reply": {"id": "1", "title": "One"}})),
    words(a_word("contacts", [{"name": {"formatted_name": "Bob"}}])),
    changes([a_value(statuses=[{"status": "failed", "errors": [{"code": 1}]}], errors=[{"code": 2}])]),
)


def changed(value: Any, draw: st.DrawFn) -> Any:  # noqa: ANN401 (any JSON)
    """A value with something in it put in another's place."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        name = draw(st.sampled_from(sorted(value)))
        return value | {name: changed(value[name], draw)}
    if isinstance(value, dict) and draw(st.booleans()):
        return value | {draw(members): draw(anything)}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        return [changed(value[0], draw), *value[1:]]
    return draw(anything)


@st.composite
def mangled(draw: st.DrawFn) -> Any:  # noqa: ANN401 (any JSON)
    return changed(draw(st.sampled_from(GENUINE)), draw)


def outcome(update: object) -> str:
    inbound = WhatsAppInbound(installation=a_number(), keys=lambda: KEYS, clock=SetClock())
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    try:
        turns = inbound.parse(a_delivery(a_number(), body))
    except Refused as refusal:
        return refusal.code
    return "queued" if all(decode_turn(encode_turn(turn)) == turn for turn in turns) else "lost"


@given(st.binary() | anything | mangled())
def test_whatever_comes_is_turns_that_can_be_queued_or_a_refusal(update: object) -> None:
    assert outcome(update) in {"queued", "unreadable"}
