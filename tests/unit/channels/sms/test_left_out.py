"""What a call of Twilio's leaves out, or leaves blank."""

from dataclasses import replace

import pytest

from lambdas.channels.sms.inbound import SmsInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Said
from tests.fakes.clock import SetClock
from tests.sms_messages import AUTH_TOKEN, a_delivery, a_json_delivery, a_message, an_installation

INBOUND = SmsInbound(installation=an_installation(), keys=lambda: (AUTH_TOKEN.encode(),), clock=SetClock())


def test_a_message_that_tells_no_status_is_one_that_was_received() -> None:
    message = a_message()
    del message["SmsStatus"]

    (turn,) = INBOUND.parse(a_delivery(message))

    assert turn.content == Said(text="London")


def test_where_no_country_is_told_the_bot_s_first_language_is_spoken() -> None:
    message = a_message()
    del message["FromCountry"]

    (turn,) = INBOUND.parse(a_delivery(message))

    assert turn.locale == "en-US"


@pytest.mark.parametrize("query", ["bodySHA256=", "bodySHA256", "bodySHA256=\ud800"])
def test_an_address_that_holds_no_hash_vouches_for_no_body(query: str) -> None:
    with pytest.raises(Refused) as refusal:
        INBOUND.verify(replace(a_json_delivery(b"{}"), query=query))

    assert refusal.value.code == "forged"


def test_a_form_under_an_address_with_a_blank_hash_is_none_although_it_was_signed() -> None:
    with pytest.raises(Refused) as refusal:
        INBOUND.verify(a_delivery(query="bodySHA256="))

    assert refusal.value.code == "forged"
