"""The stand-in for a messenger beside a test that does not await, and a webhook that it can reach."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeVar
from urllib.parse import quote

from aiohttp import ClientSession, web
from aiohttp.typedefs import Handler

from dev.doubles.courier import Schedule
from dev.listen import listen
from dev.messengers.mounted import Mounted
from dev.messengers.server import messengers
from tests.integration.front.running import serving

AT_ONCE: Final = Schedule(pauses_s=(0.01, 0.01), within_s=20)
Brought = list[tuple[dict[str, str], bytes]]
There = TypeVar("There")


@dataclass(kw_only=True)
class StandIn:
    """Where it is, and what it brought. answers: the webhook's, status and body; 200 once they are used up.

    who, where: somebody, and a group that the others are in.
    """

    url: str = ""
    hook_url: str = ""
    who: str = "Ada"
    where: str = "Trips"
    answers: list[tuple[int, str]] = field(default_factory=list)
    brought: Brought = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.brought.append((headers, await request.read()))
        status, body = self.answers.pop(0) if self.answers else (200, "")
        return web.Response(status=status, text=body)

    def post(self, path: str, **given: object) -> dict[str, Any]:
        return asked(f"{self.url}/{path}", json.dumps(given).encode())

    def get(self, path: str) -> dict[str, Any]:
        return asked(f"{self.url}/{path}")

    def does(self, *, shared: bool = False, **deed: object) -> tuple[dict[str, Any], Brought]:
        """What somebody's deed is answered, and what the webhook was brought of it; shared: in the group."""
        before = len(self.brought)
        group = {"group": self.where} if shared else {}
        said = self.post("_dev/say", **{"user": self.who, **group, **deed})
        for delivery in said["deliveries"]:
            self.settled(delivery)
        return said, self.brought[before:]

    def settled(self, delivery: int) -> dict[str, Any]:
        """A delivery once it is taken."""
        return settled(self.url, delivery)

    def calls(self, chat: str) -> list[dict[str, Any]]:
        """What the bot did in a chat."""
        calls: list[dict[str, Any]] = self.get(f"_dev/chats/{quote(chat, safe='')}")["calls"]
        return calls

    def shown(self, chat: str) -> list[dict[str, Any]]:
        """What people see there."""
        return [call["shown"] for call in self.calls(chat) if call["shown"]]


def asked(url: str, body: bytes | None = None, *, method: str | None = None) -> dict[str, Any]:
    """What is answered there, as JSON."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, data=body, method=method)  # noqa: S310 — this machine
    request.add_header("Content-Type", "application/json")
    with opener.open(request, timeout=20) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def settled(url: str, delivery: int) -> dict[str, Any]:
    """A delivery of a stand-in once it is taken."""
    while not (told := asked(f"{url}/_dev/deliveries/{delivery}"))["taken"]:
        pass
    return told


@asynccontextmanager
async def mounted(
    channel: str, make: Callable[..., web.Application], *, take: Handler
) -> AsyncIterator[tuple[str, str]]:
    """The addresses of a stand-in that brings what fails again at once, and of the webhook beside it."""
    hook = web.Application()
    hook.router.add_route("*", f"/webhooks/{channel}", take)
    doubles = {channel: Mounted(make=partial(make, schedule=AT_ONCE))}
    listener = listen(0)
    host, port = listener.getsockname()
    base = f"http://{host}:{port}"
    async with ClientSession() as session, serving(hook) as there:
        runner = web.AppRunner(messengers(doubles, session=session, base=base), shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            yield f"{base}/{channel}", f"{there}/webhooks/{channel}"
        finally:
            await runner.cleanup()


@contextmanager
def beside(held: AbstractAsyncContextManager[There]) -> Iterator[There]:
    """Hold something open in a thread of its own."""
    loop, over = asyncio.new_event_loop(), asyncio.Event()
    opened: asyncio.Queue[There] = asyncio.Queue()

    async def hold() -> None:
        async with held as there:
            await opened.put(there)
            await over.wait()

    task = loop.create_task(hold())
    there = loop.run_until_complete(opened.get())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    try:
        yield there
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


@contextmanager
def standing_in(channel: str, make: Callable[..., web.Application]) -> Iterator[StandIn]:
    """A channel's stand-in, which knows no webhook yet."""
    there = StandIn()
    with beside(mounted(channel, make, take=there.take)) as (there.url, there.hook_url):
        yield there
