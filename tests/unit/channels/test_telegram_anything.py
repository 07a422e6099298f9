"""Whatever a verified call carries, Telegram's updates become turns or are refused."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.fakes.clock import SetClock
from tests.telegram_updates import (
    NAMED,
    a_change,
    a_delivery,
    a_message,
    a_press,
    an_installation,
    an_update,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
NAMES = (
    "update_id message callback_query from chat id type text caption photo data reply_markup inline_keyboard "
    "callback_data is_bot language_code message_thread_id is_topic_message my_chat_member old_chat_member "
    "new_chat_member status is_member reply_to_message username document file_name venue title"
)
members = st.sampled_from(NAMES.split())


def changed(value: Any, draw: st.DrawFn) -> Any:  # noqa: ANN401 (any JSON)
    """A value with something in it put in another's place."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        return value | {name: changed(value[name], draw)}
    if isinstance(value, dict) and draw(st.booleans()):
        return value | {draw(members): draw(anything)}
    if isinstance(value, list) and value and draw(st.booleans()):
        return [changed(value[0], draw), *value[1:]]
    return draw(anything)


@st.composite
def mangled(draw: st.DrawFn) -> Any:  # noqa: ANN401 (any JSON)
    update = draw(st.sampled_from([an_update(), a_press(), an_update(a_message("/start")), a_change()]))
    return changed(update, draw)


def outcome(update: object, query: str) -> str:
    inbound = TelegramInbound(installation=an_installation(), keys=tuple, clock=SetClock())
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    try:
        turns = inbound.parse(a_delivery(body, query=query))
    except Refused as refusal:
        return refusal.code
    return "queued" if all(decode_turn(encode_turn(turn)) == turn for turn in turns) else "lost"


@given(st.binary() | anything | mangled(), st.sampled_from(["", NAMED]) | st.text())
def test_whatever_comes_is_turns_that_can_be_queued_or_a_refusal(update: object, query: str) -> None:
    assert outcome(update, query) in {"queued", "unreadable"}
