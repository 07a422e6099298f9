"""The stand-in for the Bot API, and a webhook that does as a test says."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from dev.telegram.bot import LOCAL_TOKEN
from dev.telegram.server import stand_in
from dev.telegram.webhook import Delays
from tests.integration.front.running import serving

SECRET = "s" * 64
QUICK = Delays(first_s=0.01, longest_s=0.02)


@dataclass(kw_only=True)
class Hook:
    """A webhook. statuses: of its answers, the last one from then on. answers: headers of every answer."""

    statuses: Sequence[int] = (200,)
    answers: Mapping[str, str] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        status = self.statuses[min(len(self.updates), len(self.statuses) - 1)]
        self.headers.append(dict(request.headers))
        self.times.append(time.monotonic())
        self.updates.append(json.loads(await request.read()))
        self.news.set()
        return web.Response(status=status, headers=self.answers)

    async def heard(self, count: int) -> list[dict[str, Any]]:
        """The updates, once there are so many."""
        while len(self.updates) < count:
            self.news.clear()
            await self.news.wait()
        return self.updates


@dataclass(frozen=True, kw_only=True)
class Telegram:
    """A running stand-in, a client for it, and a webhook that it can reach."""

    url: str
    client: ClientSession
    hook: Hook
    hook_url: str

    async def call(self, method: str, /, *, token: str = LOCAL_TOKEN, **given: Any) -> dict[str, Any]:  # noqa: ANN401 — also what nobody should send
        """Call as a bot; gives the whole answer."""
        async with self.client.post(f"{self.url}/bot{token}/{method}", json=given) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def say(self, **deed: Any) -> dict[str, Any]:  # noqa: ANN401 — JSON
        """Somebody (Ada, unless told otherwise) does something."""
        async with self.client.post(f"{self.url}/_dev/say", json={"user": "Ada"} | deed) as answer:
            said: dict[str, Any] = await answer.json()
            assert answer.status == 200, said
            return said

    async def control(self, path: str, **asked: Any) -> int:  # noqa: ANN401 — JSON
        """Post to the control paths; gives the status."""
        async with self.client.post(f"{self.url}/_dev/{path}", json=asked) as answer:
            return answer.status

    async def look(self, path: str) -> dict[str, Any]:
        """Get from the control paths."""
        async with self.client.get(f"{self.url}/_dev/{path}") as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def register(self, **more: Any) -> None:  # noqa: ANN401 — JSON
        """Set the webhook."""
        answer = await self.call("setWebhook", url=self.hook_url, secret_token=SECRET, **more)
        assert answer["ok"], answer


@asynccontextmanager
async def telegram(hook: Hook) -> AsyncIterator[Telegram]:
    receiver = web.Application()
    receiver.router.add_post("/hook", hook.take)
    async with (
        serving(receiver) as there,
        ClientSession() as client,
        serving(stand_in(session=client, delays=QUICK)) as url,
    ):
        yield Telegram(url=url, client=client, hook=hook, hook_url=f"{there}/hook")


def run(test: Callable[[Telegram], Awaitable[None]], *, hook: Hook | None = None) -> None:
    """Run a test's body with a stand-in."""

    async def running() -> None:
        async with telegram(hook or Hook()) as there, asyncio.timeout(20):
            await test(there)

    asyncio.run(running())
