"""Whatever a verified call of Meta's carries, it becomes turns that can be queued or is refused."""

import json
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.ports import Inbound
from tests.any_json import ANYTHING, mangled, outcome
from tests.fakes.clock import SetClock
from tests.meta_calls import (
    KEYS,
    a_delivery,
    a_message,
    a_number,
    a_page,
    a_value,
    a_word,
    an_event,
    changes,
    events,
    words,
)

MESSENGER: Final = mangled(
    [
        events(an_event()),
        events(an_event({"postback": {"mid": "m_2", "title": "Book", "payload": "book"}})),
        events(an_event(a_message(None, attachments=[{"type": "image", "payload": {"url": "u"}}]))),
    ],
    "object entry id messaging standby changes sender recipient timestamp message postback referral text mid "
    "payload quick_reply attachments type title is_echo is_deleted sticker_id",
)
WHATSAPP: Final = mangled(
    [
        words(a_word()),
        words(a_word("interactive", {"type": "button_reply", "button_reply": {"id": "1", "title": "One"}})),
        words(a_word("contacts", [{"name": {"formatted_name": "Bob"}}])),
        changes([a_value(statuses=[{"status": "failed", "errors": [{"code": 1}]}], errors=[{"code": 2}])]),
    ],
    "object entry changes field value metadata phone_number_id contacts wa_id user_id profile name username "
    "messages statuses errors code from from_user_id id timestamp type text body interactive button_reply "
    "caption group_id",
)


def became(inbound: Inbound, call: object) -> str:
    body = call if isinstance(call, bytes) else json.dumps(call).encode()
    return outcome(lambda: inbound.parse(a_delivery(a_page(), body)))


@given(st.binary() | ANYTHING | MESSENGER)
def test_whatever_comes_to_a_page_is_turns_that_can_be_queued_or_a_refusal(call: object) -> None:
    inbound = MessengerInbound(installation=a_page(), keys=lambda: KEYS, clock=SetClock())

    assert became(inbound, call) in {"queued", "unreadable"}


@given(st.binary() | ANYTHING | WHATSAPP)
def test_whatever_comes_to_a_number_is_turns_that_can_be_queued_or_a_refusal(call: object) -> None:
    inbound = WhatsAppInbound(installation=a_number(), keys=lambda: KEYS, clock=SetClock())

    assert became(inbound, call) in {"queued", "unreadable"}
