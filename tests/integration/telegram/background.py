"""A stand-in that runs beside a test which does not await, with a small bot that answers people."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientSession, web

from dev.telegram.bot import LOCAL_TOKEN
from dev.telegram.server import stand_in
from dev.telegram.webhook import SECRET_HEADER
from tests.integration.front.running import serving

BUTTONS = {"inline_keyboard": [[{"text": label, "callback_data": label.lower()} for label in ("Yes", "No")]]}


class SmallBot:
    """Says again what is said, and offers two buttons below it; a photo comes back.

    secrets: what came with each update to prove who sent it.
    """

    def __init__(self, client: ClientSession) -> None:
        self._client, self.url, self.hooks = client, "", ""
        self.secrets: list[str | None] = []

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get(SECRET_HEADER))
        if "callback_query" in update:
            query = update["callback_query"]
            await self._call("answerCallbackQuery", callback_query_id=query["id"])
            await self._say(query["message"]["chat"]["id"], f"You pressed {query['data']}.")
        elif "photo" in update["message"]:
            chat, photo = update["message"]["chat"]["id"], "https://a.example/photo"
            await self._call("sendPhoto", chat_id=chat, photo=photo, caption="Nice.")
        elif "text" in update["message"]:
            message = update["message"]
            await self._say(message["chat"]["id"], f"{message['from']['first_name']} says:")
            await self._say(message["chat"]["id"], message["text"], reply_markup=BUTTONS)
        return web.Response()

    async def _say(self, chat: int, text: str, **more: Any) -> None:  # noqa: ANN401 — JSON
        await self._call("sendMessage", chat_id=chat, text=text, **more)

    async def _call(self, method: str, **given: Any) -> None:  # noqa: ANN401 — JSON
        async with self._client.post(f"{self.url}/bot{LOCAL_TOKEN}/{method}", json=given) as answer:
            assert answer.status == 200, await answer.text()


async def _serve(started: "asyncio.Queue[SmallBot]", over: asyncio.Event) -> None:
    async with ClientSession() as client:
        bot, receiver = SmallBot(client), web.Application()
        receiver.router.add_post("/webhooks/{installation}", bot.take)
        async with serving(receiver) as there, serving(stand_in(session=client)) as bot.url:
            bot.hooks = f"{there}/webhooks"
            await started.put(bot)
            await over.wait()


@contextmanager
def in_background() -> Iterator[SmallBot]:
    """Run the stand-in in a thread of its own, and a bot whose webhook is not set yet."""
    loop, started, over = asyncio.new_event_loop(), asyncio.Queue[SmallBot](), asyncio.Event()
    serving_task = loop.create_task(_serve(started, over))
    bot = loop.run_until_complete(started.get())
    thread = threading.Thread(target=loop.run_until_complete, args=(serving_task,))
    thread.start()
    try:
        yield bot
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
