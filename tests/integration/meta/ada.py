"""Ada, who chats with a page or a number: what she does comes in, and what is said goes out to her."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from urllib3 import PoolManager

from dev.meta.account import APP_SECRET, PAGE_ID, PAGE_TOKEN, PHONE_NUMBER_ID, SYSTEM_TOKEN
from lambdas.channels.messenger.build import messenger_messenger
from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.whatsapp.build import whatsapp_messenger
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.installation import Installation
from lambdas.domain.outgoing import Call
from lambdas.domain.ports import Inbound, Messenger
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Turn
from tests.fakes.clock import SetClock
from tests.integration.meta.running import Meta, running
from tests.meta_calls import a_number, a_page

WAYS: Final[Mapping[str, tuple[Callable[..., Messenger], str]]] = {
    "messenger": (messenger_messenger, PAGE_TOKEN),
    "whatsapp": (whatsapp_messenger, SYSTEM_TOKEN),
}
HELLO: Final[Mapping[str, Call]] = {
    "messenger": Call(
        method="messages", parameters={"messaging_type": "RESPONSE", "message": {"text": "Hello"}}
    ),
    "whatsapp": Call(method="messages", parameters={"type": "text", "text": {"body": "Hello"}}),
}


@contextmanager
def chatting(channel: str) -> Iterator[Meta]:
    """Run the stand-in, which knows our webhook."""
    with running(channel, inbound_of(channel)) as there:
        there.knows_us()
        yield there


def inbound_of(channel: str) -> Inbound:
    """Our way in."""
    door = MessengerInbound if channel == "messenger" else WhatsAppInbound
    return door(installation=installed(channel), keys=lambda: (APP_SECRET.encode(),), clock=SetClock())


def messenger(meta: Meta, *, token: str | None = None, template: str = "") -> Messenger:
    """Our way out; token: by itself the right one."""
    build, right = WAYS[meta.channel]
    return build(
        installed(meta.channel, template=template),
        token=lambda: right if token is None else token,
        http=PoolManager(cert_reqs="CERT_REQUIRED"),
        endpoint=meta.url,
    )


def installed(channel: str, *, template: str = "") -> Installation:
    """The page, or the number, that the stand-in is of."""
    if channel == "messenger":
        return a_page(account={"app_id": "1", "page_id": PAGE_ID})
    return a_number(
        account={"app_id": "1", "phone_number_id": PHONE_NUMBER_ID, "waba_id": "3", "template": template}
    )


def turns(meta: Meta, **deed: Any) -> list[Turn]:  # noqa: ANN401 (any deed)
    """What comes of what Ada does."""
    before = len(meta.brought)
    meta.says(**deed)
    return [turn for delivery in meta.brought[before:] for turn in meta.inbound.parse(delivery)]


def ada(meta: Meta) -> Address:
    """Where Ada is spoken to, who has just written."""
    (turn,) = turns(meta, text="hi")
    return turn.address


def show(meta: Meta, address: Address, *parts: Part) -> None:
    """Say it in the best form of each message."""
    us = messenger(meta)
    for message in us.messages(address, parts):
        for call in message.forms[0]:
            us.call(address, call)
