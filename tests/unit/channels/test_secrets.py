"""What an operator reads while no secret is set that proves a channel's calls."""

from collections.abc import Sequence
from typing import Final

import pytest

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.slack.inbound import SlackInbound
from lambdas.channels.sms.inbound import SmsInbound
from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.errors import Refused
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from lambdas.kit.secret import NoKeyError
from tests import meta_calls, slack_requests, sms_messages, telegram_updates, webhook_calls
from tests.fakes.clock import SetClock


def unset() -> Sequence[bytes]:
    raise NoKeyError("no current key")


SLACK: Final = SlackInbound(installation=slack_requests.an_installation(), keys=unset, clock=SetClock())
SMS: Final = SmsInbound(installation=sms_messages.an_installation(), keys=unset, clock=SetClock())
TELEGRAM: Final = TelegramInbound(
    installation=telegram_updates.an_installation(), keys=unset, clock=SetClock()
)
MESSENGER: Final = MessengerInbound(installation=meta_calls.a_page(), keys=unset, clock=SetClock())
WHATSAPP: Final = WhatsAppInbound(installation=meta_calls.a_number(), keys=unset, clock=SetClock())
WEBHOOK: Final = WebhookInbound(installation=webhook_calls.an_installation(), keys=unset, clock=SetClock())


@pytest.mark.parametrize(
    ("inbound", "delivery", "secret"),
    [
        (SLACK, slack_requests.a_delivery({}), "signing secret"),
        (SMS, sms_messages.a_delivery(), "auth token"),
        (TELEGRAM, telegram_updates.a_delivery({}), "webhook secret"),
        (MESSENGER, meta_calls.a_delivery(meta_calls.a_page(), {}), "app secret"),
        (WHATSAPP, meta_calls.a_delivery(meta_calls.a_number(), {}), "app secret"),
        (WEBHOOK, webhook_calls.a_delivery(), "webhook secret"),
    ],
    ids=["slack", "sms", "telegram", "messenger", "whatsapp", "webhook"],
)
def test_an_operator_reads_which_secret_is_to_be_set(
    inbound: Inbound, delivery: Delivery, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Refused, match=f"^no {secret} is set$") as refusal:
        inbound.verify(delivery)

    assert refusal.value.code == "forged"
    assert [vars(record)["secret"] for record in caplog.records] == [secret]
