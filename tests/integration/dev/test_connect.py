"""Connecting the messengers' doubles, where that fails."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import web

from dev.connect import NotConnectedError, connect
from tests.integration.front.running import serving

NOBODY = "http://127.0.0.1:9"


def local(messengers: str, channel: str) -> Mapping[str, Any]:
    installed = {"channel": channel, "bot": "travel", "locales": ["en-US"]}
    return {
        "aws_endpoint": NOBODY,
        "messengers_endpoint": messengers,
        "telegram_endpoint": messengers,
        "stacks": {"Installations": json.dumps({"installations": {"mine": installed}})},
    }


def test_doubles_that_do_not_answer_are_told_of() -> None:
    with pytest.raises(NotConnectedError, match="no double answers"):
        connect(local(NOBODY, "slack"))


def test_a_messenger_without_a_double_is_told_of() -> None:
    async def none(_request: web.Request) -> web.Response:
        return web.json_response({"installations": {}})

    async def body() -> None:
        app = web.Application()
        app.router.add_get("/", none)
        async with serving(app) as url:
            with pytest.raises(NotConnectedError, match="mine is not connected: it has no double"):
                await asyncio.to_thread(connect, local(url, "slack"))

    asyncio.run(body())
