"""Whatever a verified call carries, Telegram's updates become turns or are refused."""

import json

from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.telegram.inbound import TelegramInbound
from tests.any_json import ANYTHING, mangled, outcome
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

UPDATES = mangled(
    [an_update(), a_press(), an_update(a_message("/start")), a_change()],
    "update_id message callback_query from chat id type text caption photo data reply_markup inline_keyboard "
    "callback_data is_bot language_code message_thread_id is_topic_message my_chat_member old_chat_member "
    "new_chat_member status is_member reply_to_message username document file_name venue title",
)


def became(update: object, query: str) -> str:
    inbound = TelegramInbound(installation=an_installation(), keys=tuple, clock=SetClock())
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return outcome(lambda: inbound.parse(a_delivery(body, query=query)))


@given(st.binary() | ANYTHING | UPDATES, st.sampled_from(["", NAMED]) | st.text())
def test_whatever_comes_is_turns_that_can_be_queued_or_a_refusal(update: object, query: str) -> None:
    assert became(update, query) in {"queued", "unreadable"}
