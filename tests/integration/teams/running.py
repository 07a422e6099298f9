"""The stand-in for Teams beside a test that does not await, and a webhook that it can reach."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession, web

from dev.doubles.courier import Schedule
from dev.listen import listen
from dev.messengers.mounted import Mounted
from dev.messengers.server import messengers
from dev.teams.double import teams_double
from tests.integration.front.running import serving

AT_ONCE = Schedule(pauses_s=(0.01, 0.01), within_s=5)


@dataclass(kw_only=True)
class Teams:
    """Where it is, and what it brought. answers: how the webhook answers, status and body; 200 by default."""

    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=list)
    brought: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.brought.append((headers, await request.read()))
        status, body = self.answers.pop(0) if self.answers else (200, "")
        return web.Response(status=status, text=body)

    def post(self, path: str, **given: object) -> dict[str, Any]:
        return self._asked(path, json.dumps(given).encode())

    def get(self, path: str) -> dict[str, Any]:
        return self._asked(path, None)

    def does(self, **deed: object) -> tuple[dict[str, Any], list[tuple[dict[str, str], bytes]]]:
        """What Ada's deed is answered, and what the webhook was brought of it."""
        before = len(self.brought)
        said = self.post("_dev/say", **{"user": "Ada", **deed})
        for delivery in said["deliveries"]:
            while not self.get(f"_dev/deliveries/{delivery}")["taken"]:
                pass
        return said, self.brought[before:]

    def calls(self, chat: str) -> list[dict[str, Any]]:
        """What the bot did in a chat."""
        calls: list[dict[str, Any]] = self.get(f"_dev/chats/{quote(chat, safe='')}")["calls"]
        return calls

    def shown(self, chat: str) -> list[dict[str, Any]]:
        """What people see there."""
        return [call["shown"] for call in self.calls(chat) if call["shown"]]

    def _asked(self, path: str, body: bytes | None) -> dict[str, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.url}/{path}", data=body)  # noqa: S310 — this machine
        request.add_header("Content-Type", "application/json")
        with opener.open(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


async def _serve(started: "asyncio.Queue[Teams]", over: asyncio.Event) -> None:
    teams, hook = Teams(), web.Application()
    hook.router.add_post("/webhooks/teams", teams.take)
    doubles = {"teams": Mounted(make=partial(teams_double, schedule=AT_ONCE))}
    listener = listen(0)
    host, port = listener.getsockname()
    base = f"http://{host}:{port}"
    async with ClientSession() as session, serving(hook) as there:
        runner = web.AppRunner(messengers(doubles, session=session, base=base))
        await runner.setup()
        await web.SockSite(runner, listener).start()
        teams.url = f"{base}/teams"
        async with session.post(f"{teams.url}/_dev/webhook", json={"url": f"{there}/webhooks/teams"}):
            await started.put(teams)
        await over.wait()
        await runner.cleanup()


@contextmanager
def running() -> Iterator[Teams]:
    """Run the stand-in in a thread of its own."""
    loop, started, over = asyncio.new_event_loop(), asyncio.Queue[Teams](), asyncio.Event()
    task = loop.create_task(_serve(started, over))
    teams = loop.run_until_complete(started.get())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    try:
        yield teams
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
