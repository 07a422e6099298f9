"""Takes a ticket, which opens one socket. The wire is described in docs/websocket.md."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, ClientTimeout, ClientWebSocketResponse

PROTOCOL = "parley.v1"
INSTALLATION, LOCALE = "web", "en-US"
ANSWER_S = 30.0
# A line is at most 32 KB, a frame of lines 100 KB.
LONGEST_FRAME = 256 * 1024


class TicketRefusedError(Exception):
    """The platform gives no ticket; asking again would not help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What the platform answers.

    visitor: proves next time that it is the same person.
    idle_s, connection_s: when its socket is closed if nothing is said, and whatever is said.
    """

    conversation: str
    visitor: str
    ticket: str
    url: str
    idle_s: float
    connection_s: float


async def take_ticket(
    session: ClientSession,
    *,
    site: str,
    visitor: str | None = None,
    installation: str = INSTALLATION,
    locale: str = LOCALE,
) -> Ticket:
    """Ask for a ticket. Raises ``TicketRefusedError``, or aiohttp's ``ClientError`` when nobody answers."""
    wanted = {"installation": installation, "locale": locale} | ({"visitor": visitor} if visitor else {})
    async with session.post(
        f"{site}/api/tickets", json=wanted, timeout=ClientTimeout(total=ANSWER_S)
    ) as answer:
        body = await answer.text()
        if answer.status >= 500 or answer.status == 429:  # noqa: PLR2004 — HTTP's
            answer.raise_for_status()
        given = _object(body)
        if answer.status != 201:  # noqa: PLR2004 — created
            raise TicketRefusedError(str(given.get("message", f"HTTP status {answer.status}")))
    names = ("conversation", "visitor", "ticket", "url")
    words = {name: str(given[name]) for name in names}
    return Ticket(**words, idle_s=float(given["idle_s"]), connection_s=float(given["connection_s"]))


def _object(body: str) -> dict[str, Any]:
    """The JSON object of an answer; anything else is no Parley."""
    try:
        given = json.loads(body)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise TicketRefusedError("what answers there is not Parley")
    return given


async def open_socket(session: ClientSession, ticket: Ticket) -> ClientWebSocketResponse:
    """Open the socket of a ticket; raises aiohttp's ``ClientError``."""
    protocols = (PROTOCOL, f"ticket.{ticket.ticket}")
    return await session.ws_connect(ticket.url, protocols=protocols, max_msg_size=LONGEST_FRAME)
