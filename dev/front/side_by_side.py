"""`/messengers`: every messenger on one page, side by side, and its way to their doubles."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, hdrs, web
from yarl import URL

from dev.front.forward import without_hops
from dev.front.pages import Pages
from dev.front.refusals import refusal

FOLDER = Path(__file__).parent / "messengers"
NEWS_S = 20


class SideBySide:
    """The page. at: where each messenger's double is, by its channel. site: our own address."""

    def __init__(self, *, at: Mapping[str, str], site: str, session: ClientSession) -> None:
        self._at, self._site, self._session = at, site, session

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
        """Every messenger that is installed, and what people can do there."""
        try:
            abouts = await asyncio.gather(*(self._get(name, "") for name in self._at))
        except ClientError:
            return refusal(502, "A messenger's double cannot be reached.")
        channels = [{"name": name, **about} for name, about in zip(self._at, abouts, strict=True)]
        return web.json_response({"channels": channels})

    async def news(self, request: web.Request) -> web.StreamResponse:
        """What the bot did since, where it did anything: all messengers over one connection.

        ``{"slack": {"chat": "D1", "after": 3}, …}`` gives ``{"slack": {"calls": […], "said": […]}}``; nothing
        after a while in which nothing happened. A browser has no six connections to spare for one site.
        """
        asked: Mapping[str, Mapping[str, Any]] = await request.json()
        if not asked or not asked.keys() <= self._at.keys():
            return refusal(400, "Expected messengers that are installed.")
        waiting = {
            asyncio.create_task(
                self._get(
                    name, f"/chats/{quote(each['chat'], safe='')}?after={int(each['after'])}&wait_s={NEWS_S}"
                )
            ): name
            for name, each in asked.items()
        }
        done, unfinished = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in unfinished:
            task.cancel()
        try:
            return web.json_response({waiting[task]: task.result() for task in done})
        except ClientError:
            return refusal(502, "A messenger's double cannot be reached.")

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
