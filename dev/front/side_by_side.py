"""`/messengers`: every messenger on one page, side by side, and its way to their doubles."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientResponseError, ClientSession, hdrs, web
from yarl import URL

from dev.front.forward import without_hops
from dev.front.pages import Pages
from dev.front.refusals import refusal

FOLDER = Path(__file__).parent / "messengers"
NEWS_S = 20
NOT_FOUND = 404
WEB = "web"
SILENT = {"silent": True}
"""What is told of a double that does not answer."""

GONE = {"gone": True}
"""What is told of a chat that its double does not know: it began anew."""


class SideBySide:
    """The page.

    at: where each messenger's double is, by its installation. installations: the channel of each, those of
    the web included. site: our own address.
    """

    def __init__(
        self,
        *,
        at: Mapping[str, str],
        installations: Mapping[str, str],
        site: str,
        session: ClientSession,
    ) -> None:
        self._at, self._site, self._session = at, site, session
        self._channels = {**installations, **{name: name for name in at if name not in installations}}

    def add_to(self, app: web.Application) -> None:
        """Serve below ``/messengers``."""
        app.router.add_get("/messengers", self.lead)
        app.router.add_get("/messengers/channels", self.channels)
        app.router.add_post("/messengers/news", self.news)
        app.router.add_route("*", "/messengers/{channel}/_dev{path:.*}", self.operate)
        app.router.add_get("/messengers/{path:.*}", Pages(folder=FOLDER).serve)

    async def lead(self, request: web.Request) -> web.StreamResponse:
        """To where the page's own addresses begin."""
        raise web.HTTPFound(URL("/messengers/").with_query(request.query))

    async def channels(self, _request: web.Request) -> web.StreamResponse:
        """Every page and every messenger with a double that is installed, and what people can do there."""
        named = [name for name, channel in self._channels.items() if channel == WEB or name in self._at]
        abouts = await asyncio.gather(*map(self._about, named))
        channels = [
            {"name": name, "channel": self._channels[name], **about}
            for name, about in zip(named, abouts, strict=True)
        ]
        return web.json_response({"channels": channels})

    async def _about(self, name: str) -> Mapping[str, Any]:
        if self._channels[name] == WEB:
            return {}
        try:
            return await self._get(name, "")
        except ClientError:
            return SILENT

    async def news(self, request: web.Request) -> web.StreamResponse:
        """What the bot did since, where it did anything: all messengers over one connection.

        ``{"slack": {"chat": "D1", "after": 3, "changes": 7}, …}`` gives ``{"slack": {"calls": […], …}}``;
        nothing after a while in which nothing happened. A double that is down or began anew is told of as
        such. A browser has no six connections to spare for one site.
        """
        asked: Mapping[str, Mapping[str, Any]] = await request.json()
        if not asked or not asked.keys() <= self._at.keys():
            return refusal(400, "Expected messengers that are installed.")
        waiting = {asyncio.create_task(self._news_of(name, each)): name for name, each in asked.items()}
        done, unfinished = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in unfinished:
            task.cancel()
        return web.json_response({waiting[task]: task.result() for task in done})

    async def _news_of(self, name: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        chat = quote(asked["chat"], safe="")
        since = f"after={int(asked['after'])}&changes={int(asked.get('changes', 0))}"
        try:
            return await self._get(name, f"/chats/{chat}?{since}&wait_s={NEWS_S}")
        except ClientResponseError as refused:
            return GONE if refused.status == NOT_FOUND else SILENT
        except ClientError:
            return SILENT

    async def operate(self, request: web.Request) -> web.StreamResponse:
        """Hand on what the page asks of a double, and nothing that another site's page asks."""
        base = self._at.get(request.match_info["channel"])
        if base is None:
            return refusal(404, "There is no such messenger.")
        if request.headers.get(hdrs.ORIGIN, self._site) != self._site:
            return refusal(403, "This is for our own page.")
        url = URL(base + request.raw_path[request.raw_path.index("/_dev") :], encoded=True)
        body = await request.read()
        try:
            async with self._session.request(request.method, url, data=body or None) as answer:
                headers = without_hops(answer.headers)
                headers.popall(hdrs.CONTENT_LENGTH, None)
                return web.Response(status=answer.status, headers=headers, body=await answer.read())
        except ClientError:
            return refusal(502, "The messenger's double cannot be reached.")

    async def _get(self, channel: str, path: str) -> dict[str, Any]:
        url = URL(f"{self._at[channel]}/_dev{path}", encoded=True)
        async with self._session.get(url) as answer:
            answer.raise_for_status()
            told: dict[str, Any] = await answer.json()
            return told
