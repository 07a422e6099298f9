"""The stand-in for Slack beside a test that does not await, and a webhook that it can reach."""

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
from dev.slack.account import SIGNING_SECRET
from dev.slack.double import slack_double
from tests.integration.front.running import serving

AT_ONCE = Schedule(pauses_s=(0.01, 0.01), within_s=5)


@dataclass(kw_only=True)
class Slack:
    """Where it is, and what it brought. statuses: how the webhook answers, 200 once they are used up.

    who, where: somebody and a channel that nobody else plays with.
    """

    url: str = ""
    who: str = "Ada"
    where: str = "Trips"
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

    def does(
        self, *, shared: bool = False, **deed: object
    ) -> tuple[dict[str, Any], list[tuple[dict[str, str], bytes]]]:
        """What somebody's deed is answered and the webhook was brought of it; shared: in the channel."""
        before = len(self.brought)
        group = {"group": self.where} if shared else {}
        said = self.post("_dev/say", user=self.who, **group, **deed)
        for delivery in said["deliveries"]:
            while not self.get(f"_dev/deliveries/{delivery}")["taken"]:
                pass
        return said, self.brought[before:]

    def calls(self, chat: str) -> list[dict[str, Any]]:
        """What the bot did in a chat."""
        calls: list[dict[str, Any]] = self.get(f"_dev/chats/{chat}")["calls"]
        return calls

    def shown(self, chat: str) -> list[dict[str, Any]]:
        """What the person sees."""
        return [call["shown"] for call in self.calls(chat) if call["shown"]]

    def _asked(self, path: str, body: bytes | None) -> dict[str, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.url}/{path}", data=body)  # noqa: S310 — this machine
        request.add_header("Content-Type", "application/json")
        with opener.open(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


async def _serve(started: "asyncio.Queue[Slack]", over: asyncio.Event) -> None:
    slack, hook = Slack(), web.Application()
    hook.router.add_post("/webhooks/slack", slack.take)
    doubles = {"slack": Mounted(make=partial(slack_double, schedule=AT_ONCE))}
    async with ClientSession() as session, serving(hook) as there:
        app = messengers(doubles, session=session, base="http://messengers.test")
        async with serving(app) as url:
            slack.url = f"{url}/slack"
            webhook = {"url": f"{there}/webhooks/slack", "secret": SIGNING_SECRET}
            async with session.post(f"{slack.url}/_dev/webhook", json=webhook):
                await started.put(slack)
            await over.wait()


@contextmanager
def running() -> Iterator[Slack]:
    """Run the stand-in in a thread of its own."""
    loop, started, over = asyncio.new_event_loop(), asyncio.Queue[Slack](), asyncio.Event()
    task = loop.create_task(_serve(started, over))
    slack = loop.run_until_complete(started.get())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    try:
        yield slack
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
