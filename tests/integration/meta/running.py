"""The stand-ins for Messenger and WhatsApp beside a test that does not await, and our webhook."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from aiohttp import ClientSession, web

from dev.doubles.courier import Schedule
from dev.messengers.mounted import MakeDouble, Mounted
from dev.messengers.server import messengers
from dev.meta.account import APP_SECRET
from dev.meta.double import messenger_double, whatsapp_double
from lambdas.domain.errors import Refused
from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from tests.integration.front.running import serving

AT_ONCE: Final = Schedule(pauses_s=(0.01, 0.01), within_s=5)
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
        return self._asked(path, json.dumps(given).encode())

    def get(self, path: str) -> dict[str, Any]:
        """What the stand-in tells."""
        return self._asked(path, None)

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
        while not (told := self.get(f"_dev/deliveries/{delivery}"))["taken"]:
            pass
        return told

    def shown(self, chat: str) -> Sequence[Mapping[str, Any]]:
        """What the person sees."""
        calls = self.get(f"_dev/chats/{chat}")["calls"]
        return [call["shown"] for call in calls if call["shown"] and call["shown"]["kind"] != "typing"]

    def _asked(self, path: str, body: bytes | None) -> dict[str, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.url}/{path}", data=body)  # noqa: S310 — this machine
        request.add_header("Content-Type", "application/json")
        with opener.open(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


async def _serve(meta: Meta, started: asyncio.Event, over: asyncio.Event) -> None:
    hook = web.Application()
    hook.router.add_route("*", "/webhooks/{name}", meta.take)
    make: MakeDouble = partial(MAKES[meta.channel], schedule=AT_ONCE)
    async with ClientSession() as session, serving(hook) as there:
        app = messengers({meta.channel: Mounted(make=make)}, session=session, base="http://messengers.test")
        async with serving(app) as url:
            meta.url, meta.hook_url = f"{url}/{meta.channel}", f"{there}/webhooks/{meta.channel}"
            started.set()
            await over.wait()


@contextmanager
def running(channel: str, inbound: Inbound) -> Iterator[Meta]:
    """Run the stand-in in a thread of its own."""
    meta = Meta(channel=channel, inbound=inbound)
    loop, started, over = asyncio.new_event_loop(), asyncio.Event(), asyncio.Event()
    task = loop.create_task(_serve(meta, started, over))
    loop.run_until_complete(started.wait())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    try:
        yield meta
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
