"""What the proxy does to WebSockets."""

import pytest
from aiohttp import ClientError, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from tests.integration.faults.running import Proxied, run

STAGE = "/_aws/execute-api/a1/v1"
SAID = '{"type":"message"}'
ANSWER = '{"type":"lines"}'


async def socket(there: Proxied) -> ClientWebSocketResponse:
    return await there.client.ws_connect(there.url + STAGE, protocols=("parley.v1", "ticket.abc"))


async def ends(person: ClientWebSocketResponse) -> list[str]:
    """The frames until the line is cut."""
    frames = []
    while (message := await person.receive()).type is WSMsgType.TEXT:
        frames.append(message.data)
    assert person.close_code == 1006
    return frames


def test_frames_pass_both_ways_and_the_ticket_reaches_the_api() -> None:
    async def chat(there: Proxied) -> None:
        person = await socket(there)
        await person.send_str(SAID)

        assert await person.receive_str() == ANSWER

        assert there.upstream.frames == [SAID]
        (request,) = there.upstream.requests
        assert request.headers["Sec-WebSocket-Protocol"] == "parley.v1,ticket.abc"
        names = [call["operation"] for call in await there.look("calls")]
        assert names == ["connect", ">message", "lines"]

    run(chat)


def test_all_sockets_are_cut_at_once() -> None:
    async def chat(there: Proxied) -> None:
        people = [await socket(there), await socket(there)]

        async with there.client.post(f"{there.url}/_faults/cut") as answer:
            assert await answer.json() == {"cut": 2}

        assert [await ends(person) for person in people] == [[], []]

    run(chat)


@pytest.mark.parametrize(
    ("fault", "operation", "said", "heard"),
    [
        ("refuse", ">message", 0, {0}),
        ("lose", ">message", 1, {0, 1}),
        ("refuse", "lines", 1, {0}),
        ("lose", "lines", 1, {1}),
    ],
)
def test_a_socket_is_cut_before_a_frame_or_after_it(
    fault: str, operation: str, said: int, heard: set[int]
) -> None:
    async def chat(there: Proxied) -> None:
        await there.rule(fault=fault, service="websocket", operation=operation)
        person = await socket(there)

        await person.send_str(SAID)

        assert len(await ends(person)) in heard
        assert len(there.upstream.frames) == said

    run(chat)


def test_a_repeated_frame_comes_twice() -> None:
    async def chat(there: Proxied) -> None:
        await there.rule(fault="repeat", service="websocket", operation="lines")
        person = await socket(there)

        await person.send_str(SAID)

        assert [await person.receive_str(), await person.receive_str()] == [ANSWER, ANSWER]

    run(chat)


@pytest.mark.parametrize(("fault", "status"), [("throttle", 429), ("error", 503)])
def test_a_socket_is_refused_by_a_status(fault: str, status: int) -> None:
    async def chat(there: Proxied) -> None:
        await there.rule(fault=fault, service="websocket", operation="connect")

        with pytest.raises(WSServerHandshakeError) as refused:
            await socket(there)

        assert refused.value.status == status

    run(chat)


def test_a_socket_is_refused_without_a_word() -> None:
    async def chat(there: Proxied) -> None:
        # The client dials a second time by itself.
        await there.rule(fault="refuse", service="websocket", operation="connect", times=None)

        with pytest.raises(ClientError):
            await socket(there)

        assert there.upstream.requests == []

    run(chat)
