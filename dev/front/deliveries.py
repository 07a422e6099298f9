"""Remembers the last webhook calls, in memory alone, so that `parley capture` can make files of them."""

import asyncio
import base64
import contextlib
from collections import deque
from typing import Any, Final

from aiohttp import web

from dev.front.forward import Forward
from dev.front.refusals import refusal

REMEMBERED: Final = 200
LARGEST_BYTES: Final = 256 * 1024
"""A larger call is handed on and not remembered."""

LONGEST_WAIT_S: Final = 30.0
PATH: Final = "/webhooks/"


class Deliveries:
    """Hands webhook calls on, and tells them again as they came."""

    def __init__(self, forward: Forward, *, remembered: int = REMEMBERED) -> None:
        self._forward = forward
        self._calls: deque[dict[str, Any]] = deque(maxlen=remembered)
        self._count = 0
        self._news = asyncio.Condition()

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_route("*", PATH + "{path:.*}", self.serve)
        app.router.add_get("/_dev/deliveries", self.tell)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer what the HTTP API answers."""
        answer = await self._forward.serve(request)
        body = await request.read()
        if len(body) <= LARGEST_BYTES and isinstance(answer, web.Response):
            await self._remember(request, body, answer)
        return answer

    async def tell(self, request: web.Request) -> web.StreamResponse:
        """The calls after the number ``after``; waits for the first of them for ``wait_s``."""
        try:
            after = int(request.query.get("after", "0"))
            wait_s = min(float(request.query.get("wait_s", "0")), LONGEST_WAIT_S)
        except ValueError:
            return refusal(400, "after and wait_s are numbers")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s), self._news:
                await self._news.wait_for(lambda: self._count > after)
        calls = [call for call in self._calls if call["number"] > after]
        return web.json_response({"deliveries": calls, "last": self._count})

    async def _remember(self, request: web.Request, body: bytes, answer: web.Response) -> None:
        async with self._news:
            self._count += 1
            self._calls.append(
                {
                    "number": self._count,
                    "installation": request.match_info["path"],
                    "method": request.method,
                    "query": request.rel_url.raw_query_string,
                    "headers": {name.lower(): value for name, value in request.headers.items()},
                    "body": base64.b64encode(body).decode(),
                    "status": answer.status,
                }
            )
            self._news.notify_all()
