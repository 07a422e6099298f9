"""The stand-in for Twilio beside a test that does not await, and a webhook that it can reach."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import ClientSession, web

from dev.doubles.courier import Schedule
from dev.messengers.mounted import Mounted
from dev.messengers.server import messengers
from dev.sms.double import sms_double
from tests.integration.front.running import serving

AT_ONCE = Schedule(pauses_s=(0.01, 0.01), within_s=5)


@dataclass(kw_only=True)
class Twilio:
    """Where it is, and what it brought. statuses: how the webhook answers, 200 once they are used up."""

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

    def get(self, path: str) -> dict[str, Any]:
        return self._asked(path, None)

    def settled(self, delivery: int) -> dict[str, Any]:
        """A delivery once it is taken."""
        while not (told := self.get(f"_dev/deliveries/{delivery}"))["taken"]:
            pass
        return told

    def shown(self, chat: str) -> list[str]:
        """What the person sees."""
        calls = self.get(f"_dev/chats/{chat.replace('+', '%2B')}")["calls"]
        return [call["shown"]["text"] for call in calls if call["shown"]]

    def _asked(self, path: str, body: bytes | None) -> dict[str, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.url}/{path}", data=body)  # noqa: S310 — this machine
        request.add_header("Content-Type", "application/json")
        with opener.open(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


async def _serve(started: "asyncio.Queue[Twilio]", over: asyncio.Event) -> None:
    twilio, hook = Twilio(), web.Application()
    hook.router.add_post("/webhooks/sms", twilio.take)
    doubles = {"sms": Mounted(make=partial(sms_double, schedule=AT_ONCE))}
    async with ClientSession() as session, serving(hook) as there:
        app = messengers(doubles, session=session, base="http://messengers.test")
        async with serving(app) as url:
            twilio.url, twilio.hook_url = f"{url}/sms", f"{there}/webhooks/sms"
            await started.put(twilio)
            await over.wait()


@contextmanager
def running() -> Iterator[Twilio]:
    """Run the stand-in in a thread of its own; its number leads nowhere yet."""
    loop, started, over = asyncio.new_event_loop(), asyncio.Queue[Twilio](), asyncio.Event()
    task = loop.create_task(_serve(started, over))
    twilio = loop.run_until_complete(started.get())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    try:
        yield twilio
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
