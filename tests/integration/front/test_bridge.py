"""The WebSocket bridge: what passes, and API Gateway's limits."""

import asyncio
import base64
import os
import struct
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from dev.front import bridge
from dev.front.upstream import Limits
from tests.integration.front.running import Api, Front, run

PROTOCOLS = ("parley.v1", "ticket.abc")
KIB = 1024
TEXT, CONTINUATION = 0x1, 0x0
IDLE_S = 600


async def socket(there: Front) -> ClientWebSocketResponse:
    return await there.client.ws_connect(there.websocket, protocols=PROTOCOLS)


async def close_code(person: ClientWebSocketResponse) -> int:
    """Read until the socket is closed."""
    async for _ in person:
        pass
    assert person.close_code is not None
    return person.close_code


async def send_frames(there: Front, *frames: tuple[int, bool, bytes]) -> bytes:
    """Open a socket by hand, send frames of (opcode, final, payload), and return what came back."""
    at = urlsplit(there.url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /ws HTTP/1.1\r\nHost: {at.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    for opcode, final, payload in frames:
        head = bytes([(0x80 if final else 0) | opcode, 0x80 | 127]) + struct.pack(">Q", len(payload))
        writer.write(head + b"\0\0\0\0" + payload)
    answer = await reader.read(100)
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_refusal_of_the_api_stays_an_http_status(pages: Path, status: int) -> None:
    async def dial(there: Front) -> None:
        with pytest.raises(WSServerHandshakeError) as refused:
            await socket(there)

        assert refused.value.status == status

    run(dial, pages=pages, api=Api(refuses=status))


def test_an_api_that_is_down_is_a_502(pages: Path) -> None:
    async def dial(there: Front) -> None:
        with pytest.raises(WSServerHandshakeError) as refused:
            await socket(there)

        assert refused.value.status == 502

    run(dial, pages=pages, api_up=False)


def test_the_offered_protocol_is_answered_and_the_ticket_is_not(pages: Path) -> None:
    async def dial(there: Front) -> None:
        person = await socket(there)

        assert person.protocol == "parley.v1"

    run(dial, pages=pages)


def test_the_api_hears_origin_protocols_and_address_of_the_person(pages: Path) -> None:
    async def dial(there: Front) -> None:
        headers = {"X-Forwarded-For": "192.0.2.1", "Cookie": "a=b"}
        await there.client.ws_connect(
            there.websocket, protocols=PROTOCOLS, origin="https://page.example", headers=headers
        )

        heard = there.api.requests[0].headers
        assert heard["Origin"] == "https://page.example"
        assert heard["Sec-WebSocket-Protocol"].replace(" ", "") == "parley.v1,ticket.abc"
        assert heard["X-Forwarded-For"] == "192.0.2.1, 127.0.0.1"
        assert "Cookie" not in heard

    run(dial, pages=pages)


def test_a_request_that_is_no_websocket_is_refused(pages: Path) -> None:
    async def dial(there: Front) -> None:
        async with there.client.get(there.websocket) as answer:
            assert answer.status == 400
            assert (await answer.json())["code"] == "bad_request"

        assert not there.api.requests

    run(dial, pages=pages)


def test_text_passes_both_ways(pages: Path) -> None:
    async def talk(there: Front) -> None:
        person = await socket(there)

        await person.send_str("hello")

        assert await person.receive_str() == "echo 5"

    run(talk, pages=pages)


def test_a_binary_frame_closes_with_1003(pages: Path) -> None:
    async def talk(there: Front) -> None:
        person = await socket(there)

        await person.send_bytes(b"hello")

        assert await close_code(person) == 1003

    run(talk, pages=pages)


def test_a_frame_of_32_kb_passes(pages: Path) -> None:
    async def talk(there: Front) -> None:
        person = await socket(there)

        await person.send_str("x" * 32 * KIB)

        assert await person.receive_str() == "echo 32768"

    run(talk, pages=pages)


def test_a_frame_over_32_kb_closes_with_1009(pages: Path) -> None:
    async def talk(there: Front) -> None:
        person = await socket(there)

        await person.send_str("x" * (32 * KIB + 1))

        assert await close_code(person) == 1009

    run(talk, pages=pages)


def test_a_longer_message_passes_in_frames_of_32_kb(pages: Path) -> None:
    async def talk(there: Front) -> None:
        part = b"x" * 32 * KIB

        answer = await send_frames(there, (TEXT, False, part), (CONTINUATION, True, part))

        assert answer.endswith(b"echo 65536")

    run(talk, pages=pages)


def test_a_message_over_128_kb_closes_with_1009(pages: Path) -> None:
    async def talk(there: Front) -> None:
        part = b"x" * 32 * KIB
        more = [(CONTINUATION, False, part)] * 3

        answer = await send_frames(there, (TEXT, False, part), *more, (CONTINUATION, True, b"xx"))

        assert struct.pack(">H", 1009) in answer

    run(talk, pages=pages)


def test_a_socket_on_which_nothing_is_said_is_closed_with_1001(pages: Path) -> None:
    async def wait(there: Front) -> None:
        person = await socket(there)

        assert await close_code(person) == 1001

    run(wait, pages=pages, limits=Limits(idle_s=0.1))


def test_an_old_socket_is_closed_with_1001_however_much_is_said(pages: Path) -> None:
    async def chatter(there: Front) -> None:
        person = await socket(there)
        while not person.closed:
            await person.send_str("hello")
            message = await person.receive()
            if message.type is not WSMsgType.TEXT:
                break

        assert person.close_code == 1001

    run(chatter, pages=pages, limits=Limits(connection_s=0.3))


def test_what_is_said_keeps_a_socket_open(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 0.0
    monkeypatch.setattr(bridge, "time", SimpleNamespace(monotonic=lambda: now_s))
    monkeypatch.setattr(bridge, "LOOK_S", 0.001)

    async def chatter(there: Front) -> None:
        nonlocal now_s
        person = await socket(there)
        for _ in range(8):
            now_s += 0.9 * IDLE_S
            await asyncio.sleep(0.01)
            await person.send_str("hello")
            assert await person.receive_str() == "echo 5"
        now_s += IDLE_S
        assert await close_code(person) == 1001

    run(chatter, pages=pages, limits=Limits(idle_s=IDLE_S))


def test_the_api_closing_closes_the_person_s_side(pages: Path) -> None:
    async def talk(there: Front) -> None:
        person = await socket(there)

        await person.send_str("go away")

        assert await close_code(person) == 1000

    run(talk, pages=pages)


def test_the_person_leaving_closes_the_api_s_side(pages: Path) -> None:
    async def talk(there: Front) -> None:
        person = await socket(there)

        await person.close(code=4001)
        await there.api.closed.wait()

        assert there.api.close_code == 4001

    run(talk, pages=pages)
