"""The local service beside a test that does not await, and a webhook of ours that it calls."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from aiohttp import ClientSession, web

from dev.doubles.courier import Schedule
from dev.messengers.mounted import Mounted
from dev.messengers.server import messengers
from dev.webhook.double import webhook_double
from tests.integration.front.running import serving
from tests.webhook_calls import SECRET

AT_ONCE: Final = Schedule(pauses_s=(0.01, 0.01), within_s=5)


@dataclass(kw_only=True)
class Service:
    """Where it is, and what it brought. statuses: how our webhook answers, 200 once they are used up."""

    url: str = ""
    hook_url: str = ""
    statuses: list[int] = field(default_factory=list)
    brought: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.brought.append((headers, await request.read()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    def post(self, path: str, **given: object) -> dict[str, Any]:
        return self._asked(path, json.dumps(given).encode())

    def settled(self, delivery: int) -> dict[str, Any]:
        """A delivery once it is taken."""
        while not (told := self._asked(f"_dev/deliveries/{delivery}", None))["taken"]:
            pass
        return told

    def shown(self, chat: str) -> list[dict[str, Any]]:
        """What people see."""
        calls = self._asked(f"_dev/chats/{chat}", None)["calls"]
        return [call["shown"] for call in calls if call["shown"]]

    def _asked(self, path: str, body: bytes | None) -> dict[str, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.url}/{path}", data=body)  # noqa: S310 — this machine
        request.add_header("Content-Type", "application/json")
        with opener.open(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


async def _serve(started: "asyncio.Queue[Service]", over: asyncio.Event) -> None:
    service, hook = Service(), web.Application()
    hook.router.add_post("/webhooks/webhook", service.take)
    doubles = {"webhook": Mounted(make=partial(webhook_double, schedule=AT_ONCE))}
    async with ClientSession() as session, serving(hook) as there:
        app = messengers(doubles, session=session, base="http://messengers.test")
        async with serving(app) as url:
            service.url, service.hook_url = f"{url}/webhook", f"{there}/webhooks/webhook"
            await started.put(service)
            await over.wait()


@contextmanager
def running() -> Iterator[Service]:
    """Run the service in a thread of its own; it knows our address and the secret."""
    loop, started, over = asyncio.new_event_loop(), asyncio.Queue[Service](), asyncio.Event()
    task = loop.create_task(_serve(started, over))
    service = loop.run_until_complete(started.get())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    try:
        service.post("_dev/webhook", url=service.hook_url, secret=SECRET)
        yield service
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
