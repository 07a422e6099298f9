"""Who gets in: tickets, and the sockets that they open."""

import asyncio
import json
import uuid
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from cli.ticket import PROTOCOL, Ticket, open_socket, take_ticket
from tests.e2e.faults import setting
from tests.local_platform import LocalPlatform

TIMES = ("expires_in_s", "idle_s", "connection_s")
ENDLESS_S = str(10**10)
"""A window that ends in no test: windows are counted from 1970."""


async def refused_with(platform: LocalPlatform, protocols: list[str], *, origin: str | None = None) -> int:
    """Try to open a socket; the HTTP status of the refusal."""
    async with ClientSession() as session:
        with pytest.raises(WSServerHandshakeError) as refused:
            await session.ws_connect(platform.websocket, protocols=protocols, origin=origin)
    return refused.value.status


async def a_ticket(platform: LocalPlatform) -> Ticket:
    async with ClientSession() as session:
        return await take_ticket(session, site=platform.site)


def offered(ticket: str) -> list[str]:
    return [PROTOCOL, f"ticket.{ticket}"]


def test_without_a_ticket_no_socket_opens(platform: LocalPlatform) -> None:
    assert asyncio.run(refused_with(platform, [])) == 401
    assert asyncio.run(refused_with(platform, [PROTOCOL])) == 403
    assert asyncio.run(refused_with(platform, offered("made-up"))) == 403


def test_a_ticket_opens_one_socket_only(platform: LocalPlatform) -> None:
    async def twice() -> int:
        ticket = await a_ticket(platform)
        async with ClientSession() as session, await open_socket(session, ticket):
            return await refused_with(platform, offered(ticket.ticket))

    assert asyncio.run(twice()) == 403


def test_an_expired_ticket_opens_none(platform: LocalPlatform) -> None:
    async def late() -> int:
        ticket = await a_ticket(platform)
        await asyncio.sleep(1.5)
        return await refused_with(platform, offered(ticket.ticket))

    with setting(platform, "TICKET_S", "1"):
        assert asyncio.run(late()) == 403


def test_a_tampered_ticket_opens_none(platform: LocalPlatform) -> None:
    async def tampered(at: int) -> int:
        ticket = (await a_ticket(platform)).ticket
        changed = ticket[:at] + ("A" if ticket[at] != "A" else "B") + ticket[at:][1:]
        return await refused_with(platform, offered(changed))

    assert [asyncio.run(tampered(at)) for at in (5, 30, -10)] == [403, 403, 403]


def test_a_visitor_s_token_is_no_ticket(platform: LocalPlatform) -> None:
    async def misused() -> int:
        return await refused_with(platform, offered((await a_ticket(platform)).visitor))

    assert asyncio.run(misused()) == 403


def test_a_page_of_another_origin_gets_no_socket(platform: LocalPlatform) -> None:
    async def foreign(origin: str) -> int:
        return await refused_with(platform, offered((await a_ticket(platform)).ticket), origin=origin)

    assert asyncio.run(foreign("https://evil.example")) == 403
    assert asyncio.run(foreign("null")) == 403


async def ask(platform: LocalPlatform, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
    """Ask for a ticket with any body."""
    data = body if isinstance(body, str) else json.dumps(body)
    async with (
        ClientSession() as session,
        session.post(f"{platform.site}/api/tickets", data=data, headers=headers) as answer,
    ):
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("body", "origin", "status"),
    [
        ("not json", None, 400),
        ([], None, 400),
        ({}, None, 400),
        ({"installation": 7}, None, 400),
        ({"installation": "web", "visitor": 7}, None, 400),
        ({"installation": "web", "identity": "a.b.c"}, None, 400),
        ({"installation": "nowhere"}, None, 404),
        ({"installation": "web"}, "https://evil.example", 403),
    ],
)
def test_a_bad_request_for_a_ticket_is_refused_with_a_code_and_a_sentence(
    platform: LocalPlatform, body: object, origin: str | None, status: int
) -> None:
    headers = {"Origin": origin} if origin else {}

    got, refusal = asyncio.run(ask(platform, body, **headers))

    assert got == status
    assert refusal["code"]
    assert refusal["message"]


def test_a_network_that_took_its_tickets_is_told_when_to_ask_again(platform: LocalPlatform) -> None:
    async def three() -> list[int]:
        forged = {"X-Forwarded-For": "198.51.100.7"}
        return [(await ask(platform, {"installation": "web"}, **forged))[0] for _ in range(3)]

    with setting(platform, "DOOR_S", ENDLESS_S), setting(platform, "DOOR_TICKETS", "2"):
        statuses = asyncio.run(three())
        status, refusal = asyncio.run(ask(platform, {"installation": "web"}))

    assert statuses[-1] == 429
    assert (status, refusal["code"]) == (429, "too_many")
    assert asyncio.run(ask(platform, {"installation": "web"}))[0] == 201


def test_a_spoilt_visitor_token_gets_a_new_visitor(platform: LocalPlatform) -> None:
    async def spoilt() -> tuple[Ticket, int, dict[str, Any]]:
        ticket = await a_ticket(platform)
        status, answer = await ask(platform, {"installation": "web", "visitor": ticket.visitor[:-3] + "xxx"})
        return ticket, status, answer

    before, status, after = asyncio.run(spoilt())

    assert status == 201
    assert after["conversation"] != before.conversation


def test_a_page_of_the_site_s_own_origin_gets_a_ticket(platform: LocalPlatform) -> None:
    status, answer = asyncio.run(ask(platform, {"installation": "web"}, Origin=platform.site))

    assert status == 201
    assert set(answer) == {"conversation", "visitor", "ticket", "url", *TIMES}
    assert answer["url"] == platform.websocket


def test_an_unused_webhook_path_says_so(platform: LocalPlatform) -> None:
    async def post() -> int:
        url = f"{platform.site}/webhooks/{uuid.uuid4()}"
        async with ClientSession() as session, session.post(url, data=b"{}") as answer:
            return answer.status

    assert asyncio.run(post()) == 404
