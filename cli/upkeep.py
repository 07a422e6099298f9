"""Keeps a socket within the platform's limits: never silent for too long, and left before it is too old."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from cli.ticket import Ticket

# Parts of the times that the ticket names; not for all clients at once.
PING_AT = 0.4
RENEW_AT, RENEW_SPREAD = 0.85, 0.1
PONG_S = 10.0


async def keep_up(ticket: Ticket, *, ping: Callable[[], Awaitable[None]], heard: asyncio.Event) -> None:
    """Ping as often as the ticket's socket needs, and return when it is time for the next socket.

    heard: set at every frame. Raises ``TimeoutError`` when none follows a ping: the line is dead.
    """
    share = random.uniform(RENEW_AT - RENEW_SPREAD, RENEW_AT)  # noqa: S311 — spreads, hides nothing
    now = asyncio.get_running_loop().time
    over = now() + ticket.connection_s * share
    while (left_s := over - now()) > 0:
        await asyncio.sleep(min(left_s, ticket.idle_s * PING_AT))
        heard.clear()
        await ping()
        async with asyncio.timeout(PONG_S):
            await heard.wait()
