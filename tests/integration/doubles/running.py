"""A double that runs among others, a client for it, and a webhook that it can reach."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import ClientSession, web

from dev.doubles.courier import Schedule
from dev.messengers.mounted import Mounted
from dev.messengers.server import messengers
from tests.integration.doubles.small import AT_ONCE, small
from tests.integration.front.running import serving

SECRET = "s" * 32
TAKEN = 200


@dataclass(kw_only=True)
class Hook:
    """A webhook. statuses: of its answers, the last one from then on; 0 answers nothing."""

    statuses: Sequence[int] = (200,)
    taken: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        status = self.statuses[min(len(self.taken), len(self.statuses) - 1)]
        self.taken.append((dict(request.headers), await request.read()))
        self.news.set()
        if not status and request.transport:
            request.transport.abort()
        return web.Response(status=status or 200, text="" if status == TAKEN else "no")

    async def heard(self, count: int) -> list[dict[str, Any]]:
        """The bodies, once there are so many."""
        while len(self.taken) < count:
            self.news.clear()
            await self.news.wait()
        return [json.loads(body) for _, body in self.taken]


@dataclass(frozen=True, kw_only=True)
class Running:
    url: str
    client: ClientSession
    hook: Hook
    hook_url: str

    async def post(self, path: str, **given: object) -> tuple[int, dict[str, Any]]:
        async with self.client.post(f"{self.url}/{path}", json=given) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str) -> tuple[int, dict[str, Any]]:
        async with self.client.get(f"{self.url}/{path}") as answer:
            return answer.status, await answer.json()

    async def says(self, **deed: object) -> dict[str, Any]:
        status, said = await self.post("_dev/say", **{"user": "Ada", **deed})
        assert status == 200, said
        return said

    async def changed(self, chat: str, since: Mapping[str, Any]) -> dict[str, Any]:
        """A chat once anything of it is otherwise; it must not take as long as one may wait."""
        _, told = await self.get(f"_dev/chats/{chat}?wait_s=60&after=99&changes={since['changes']}")
        assert told["changes"] > since["changes"]
        return told

    async def settled(self, delivery: int) -> dict[str, Any]:
        """A delivery once it is taken."""
        while True:
            _, told = await self.get(f"_dev/deliveries/{delivery}")
            if told["taken"]:
                return told
            await asyncio.sleep(0.005)


def run(
    test: Callable[[Running], Awaitable[None]],
    *,
    statuses: Sequence[int] = (200,),
    schedule: Schedule = AT_ONCE,
    told: bool = True,
) -> None:
    """Run a test's body with a double. told: whether it knows where deliveries go."""

    async def body() -> None:
        async with running(statuses=statuses, schedule=schedule, told=told) as there, asyncio.timeout(20):
            await test(there)

    asyncio.run(body())


@asynccontextmanager
async def running(*, statuses: Sequence[int], schedule: Schedule, told: bool) -> AsyncIterator[Running]:
    hook = Hook(statuses=statuses)
    at = web.Application()
    at.router.add_post("/hook", hook.take)
    async with ClientSession() as session, serving(at) as hook_url:
        doubles = {"small": Mounted(make=partial(small, schedule=schedule), secret=SECRET)}
        async with serving(messengers(doubles, session=session, base="http://messengers.test")) as url:
            there = Running(url=f"{url}/small", client=session, hook=hook, hook_url=f"{hook_url}/hook")
            if told:
                await there.post("_dev/webhook", url=there.hook_url, secret=SECRET)
            yield there
