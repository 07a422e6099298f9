"""What a messenger of the worlds tells of a deed, and the turns that it is to us."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from lambdas.domain.turn import Delivery, Turn
from tests import teams_activities, telegram_updates
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.simulation.vendor import WEBHOOKS_URL, Chat, Deed, Told, Vendor

JUDGES: Final[Mapping[str, Callable[[dict[str, Any]], object]]] = {
    "telegram": telegram_updates.checked,
    "teams": teams_activities.checked,
}
"""Vendors' own code, which reads what people do."""


def chats(vendor: Vendor) -> Sequence[Chat]:
    """Where two people talk with the bot: one alone, and both together where that can be."""
    users = [vendor.user(number) for number in (1, 2)]
    shared = [vendor.together(users)] if vendor.together else []
    return [vendor.alone(users[0]), *shared]


def a_deed(chat: Chat, *, number: int = 7, text: str = "canary. two nights") -> Deed:
    """What the first of a chat does there."""
    return Deed(chat=chat, user=chat.people[0], number=number, at=NOW, text=text)


def turns_of(vendor: Vendor, tells: Sequence[Told], *, attempt: int = 0) -> Sequence[Turn]:
    """What becomes of one delivery, once verified and read by the vendor's own code where there is such."""
    for told in tells:
        JUDGES.get(vendor.installation.channel, dict)(dict(told))
    call = vendor.proven(vendor.letter(tells, attempt), NOW)
    inbound = vendor.inbound(SetClock())
    delivery = Delivery(
        installation=vendor.installation.id,
        body=call.body,
        headers=call.headers,
        query=call.query,
        urls=(f"{WEBHOOKS_URL}/{vendor.installation.id}",),
    )
    inbound.verify(delivery)
    return inbound.parse(delivery)
