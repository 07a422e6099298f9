"""What goes out of every channel for a sample; a new one adds a function and a line to CHANNELS."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from urllib3 import PoolManager

from dev.meta import cloud_api, send_api
from lambdas.channels.messenger.outbound import MessengerMessenger
from lambdas.channels.telegram.build import telegram_messenger
from lambdas.channels.whatsapp.outbound import WhatsAppMessenger
from lambdas.domain.ids import ConversationId, InstallationId, UserId
from lambdas.domain.part_json import encode_part
from lambdas.domain.ports import Messenger
from lambdas.domain.turn import Address
from tests.fakes.connector import FakeConnector
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.service import FakeService
from tests.fakes.slack_api import FakeSlackApi
from tests.fakes.twilio import FakeTwilio
from tests.gallery.samples import Sample
from tests.meta_calls import ADA, BSUID, a_page
from tests.meta_calls import a_number as meta_number
from tests.sms_messages import an_installation as a_number
from tests.teams_activities import PERSONAL, THREAD
from tests.telegram_updates import an_installation as a_bot

Show = Callable[[Sample], Sequence[Mapping[str, Any]] | None]
"""The JSON of a sample, in order; None where the channel has no such place."""


def web(sample: Sample) -> Sequence[Mapping[str, Any]] | None:
    """The parts as the wire shows them; a page has one reader."""
    return None if sample.shared else [encode_part(part) for part in sample.parts]


def of(messenger: Messenger, *, alone: Address, shared: Address | None = None) -> Show:
    """The calls that say it best; ``alone`` is a place of one person, ``shared`` one where others read."""

    def show(sample: Sample) -> Sequence[Mapping[str, Any]] | None:
        address = shared if sample.shared else alone
        if address is None:
            return None
        return [
            {"method": call.method, "parameters": call.parameters}
            | ({"passing": True} if message.passing else {})
            for message in messenger.messages(address, sample.parts)
            for call in message.forms[0]
        ]

    return show


def place(installation: str, conversation: str, *, user: str = "42", via: str = "") -> Address:
    """Ann, somewhere."""
    return Address(
        installation=InstallationId(installation),
        conversation=ConversationId(conversation),
        user=UserId(user),
        via=via,
    )


ANN: Final = "+15550100142"
CHANNELS: Final[Mapping[str, Show]] = {
    "web": web,
    "telegram": of(
        telegram_messenger(a_bot(), token=str, http=PoolManager(), endpoint=None),
        alone=place("telegram", "42"),
        shared=place("telegram", "-1001"),
    ),
    "sms": of(FakeTwilio().messenger(a_number(media="mms")), alone=place("sms", ANN, user=ANN)),
    "slack": of(
        FakeSlackApi().messenger(),
        alone=place("slack", "@U0ANN", user="U0ANN", via="D0ANN"),
        shared=place("slack", "C0TRIPS/1795000000.000100", user="U0ANN"),
    ),
    "teams": of(FakeConnector().messenger(), alone=place("teams", PERSONAL), shared=place("teams", THREAD)),
    "messenger": of(
        MessengerMessenger(installation=a_page(), token=str, api=FakeGraphApi(send_api.seen).api()),
        alone=place("messenger", ADA, user=ADA),
    ),
    "whatsapp": of(
        WhatsAppMessenger(installation=meta_number(), token=str, api=FakeGraphApi(cloud_api.seen).api()),
        alone=place("whatsapp", BSUID, user=BSUID),
    ),
    "webhook": of(
        FakeService().messenger(),
        alone=place("webhook", "c-42", user="u-7", via="private"),
        shared=place("webhook", "c-43", user="u-7"),
    ),
}
