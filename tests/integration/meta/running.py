"""The stand-ins for Messenger and WhatsApp beside a test that does not await, and our webhook."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from dev.meta.account import APP_SECRET
from dev.meta.double import messenger_double, whatsapp_double
from lambdas.domain.errors import Refused
from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from tests.integration.stand_in import asked, beside, mounted, settled

MAKES: Final[Mapping[str, Callable[..., web.Application]]] = {
    "messenger": messenger_double,
    "whatsapp": whatsapp_double,
}


@dataclass(kw_only=True)
class Meta:
    """One of the two, and what it brought. inbound: what answers at our webhook.

    statuses: how the webhook answers, as it does of itself once they are used up.
    """

    channel: str
    inbound: Inbound
    url: str = ""
    hook_url: str = ""
    statuses: list[int] = field(default_factory=list)
    brought: list[Delivery] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """Let our adapter answer."""
        delivery = Delivery(
            installation=InstallationId(self.channel),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.read(),
            method=request.method,
            query=request.query_string,
        )
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        try:
            self.inbound.verify(delivery)
        except Refused:
            return web.Response(status=401)
        if delivery.method == "POST":
            self.brought.append(delivery)
        return web.Response(text=self.inbound.acknowledge(delivery).body)

    def post(self, path: str, **given: object) -> dict[str, Any]:
        """Ask something of the stand-in."""
        return asked(f"{self.url}/{path}", json.dumps(given).encode())

    def get(self, path: str) -> dict[str, Any]:
        """What the stand-in tells."""
        return asked(f"{self.url}/{path}")

    def knows_us(self) -> None:
        """Let it bring what people do to our webhook, without a handshake."""
        self.post("_dev/webhook", url=self.hook_url, secret=APP_SECRET)

    def says(self, **deed: object) -> dict[str, Any]:
        """Let somebody do something, until it is brought."""
        said = self.post("_dev/say", **{"user": "Ada", **deed})
        for delivery in said["deliveries"]:
            self.settled(delivery)
        return said

    def settled(self, delivery: int) -> dict[str, Any]:
        """A delivery once it is taken."""
        return settled(self.url, delivery)

    def shown(self, chat: str) -> Sequence[Mapping[str, Any]]:
        """What the person sees."""
        calls = self.get(f"_dev/chats/{chat}")["calls"]
        return [call["shown"] for call in calls if call["shown"] and call["shown"]["kind"] != "typing"]


@contextmanager
def running(channel: str, inbound: Inbound) -> Iterator[Meta]:
    """Run the stand-in in a thread of its own."""
    meta = Meta(channel=channel, inbound=inbound)
    with beside(mounted(channel, MAKES[channel], take=meta.take)) as (meta.url, meta.hook_url):
        yield meta
