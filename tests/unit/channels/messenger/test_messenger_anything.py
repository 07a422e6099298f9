"""Whatever a verified call carries, it becomes turns that can be queued or is refused."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.fakes.clock import SetClock
from tests.meta_calls import KEYS, a_delivery, a_message, a_page, an_event, events

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
NAMES = (
    "object entry id messaging standby changes sender recipient timestamp message postback referral text mid "
    "payload quick_reply attachments type title is_echo is_deleted sticker_id"
)
members = st.sampled_from(NAMES.split())
GENUINE = (
    events(an_event()),
    events(an_event({"postback": {"mid": "m_2", "title": "Book", "payload": "book"}})),
    events(an_event(a_message(None, attachments=[{"type": "image", "payload": {"url": "u"}}]))),
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
    inbound = MessengerInbound(installation=a_page(), keys=lambda: KEYS, clock=SetClock())
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    try:
        turns = inbound.parse(a_delivery(a_page(), body))
    except Refused as refusal:
        return refusal.code
    return "queued" if all(decode_turn(encode_turn(turn)) == turn for turn in turns) else "lost"


@given(st.binary() | anything | mangled())
def test_whatever_comes_is_turns_that_can_be_queued_or_a_refusal(update: object) -> None:
    assert outcome(update) in {"queued", "unreadable"}
