"""Bridges the WebSocket, frame by frame; each frame is a call that rules may meet."""

import asyncio

from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    WSMsgType,
    WSServerHandshakeError,
    web,
)

from dev.faults.answers import refusal
from dev.faults.call import WEBSOCKET, Call, frame_call
from dev.faults.proxy import Behind, reset
from dev.faults.record import Record
from dev.faults.rule import Rules
from dev.front.bridge import PASSED_ON, PROTOCOL

Side = web.WebSocketResponse | ClientWebSocketResponse
NOT_REACHED = 502
CONNECT = Call(service=WEBSOCKET, operation="connect")


class CutError(Exception):
    """The line between the two sides is cut."""


class Sockets:
    """The way to the WebSocket API, and every socket that is open."""

    def __init__(self, *, behind: Behind, session: ClientSession, rules: Rules, record: Record) -> None:
        self._behind, self._session, self._rules, self._record = behind, session, rules, record
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Dial the API first, so that its refusal stays an HTTP status, then join both sides."""
        refused = await self._at_the_door(request)
        if refused is not None:
            return refused
        try:
            api = await self._dial(request)
        except WSServerHandshakeError as denied:
            return web.Response(status=denied.status)
        except (ClientError, TimeoutError):
            return web.Response(status=NOT_REACHED)
        return await self._joined(request, api)

    async def _at_the_door(self, request: web.Request) -> web.StreamResponse | None:
        """What a rule says to the opening itself; none where it may go on."""
        self._record.saw(CONNECT)
        met = self._rules.meeting(CONNECT)
        if met is None:
            return None
        number, rule = met
        await self._record.did(number, rule, CONNECT)
        match rule.fault:
            case "throttle" | "error":
                return refusal(CONNECT, rule)
            case "delay":
                await asyncio.sleep(rule.delay_s)
                return None
        reset(request)
        return web.Response(status=NOT_REACHED)

    def cut(self) -> int:
        """Cut all; returns how many there were."""
        for each in self._open:
            each.cancel()
        return len(self._open)

    async def _dial(self, request: web.Request) -> ClientWebSocketResponse:
        headers = {name: value for name, value in request.headers.items() if name in PASSED_ON}
        place = self._behind.place(request.raw_path)
        return await self._session.ws_connect(place, headers=headers, max_msg_size=0)

    async def _joined(self, request: web.Request, api: ClientWebSocketResponse) -> web.WebSocketResponse:
        """Both sides joined until one goes, or the line is cut: then neither is told."""
        person = web.WebSocketResponse(protocols=(PROTOCOL,), max_msg_size=0, compress=False)
        await person.prepare(request)
        ways = asyncio.create_task(self._both_ways(person, api))
        self._open.add(ways)
        try:
            await asyncio.wait([ways])
        finally:
            self._open.discard(ways)
        if ways.cancelled() or isinstance(ways.exception(), CutError):
            reset(request)
        await api.close()
        await person.close()
        return person

    async def _both_ways(self, person: web.WebSocketResponse, api: ClientWebSocketResponse) -> None:
        ways = [
            asyncio.create_task(self._hand_on(person, api, from_client=True)),
            asyncio.create_task(self._hand_on(api, person, from_client=False)),
        ]
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            next(iter(done)).result()
        finally:
            for way in ways:
                way.cancel()

    async def _hand_on(self, one: Side, other: Side, *, from_client: bool) -> None:
        async for message in one:
            if message.type is not WSMsgType.TEXT:
                await other.send_bytes(message.data)
                continue
            call = frame_call(message.data, from_client=from_client)
            self._record.saw(call)
            await self._frame(message.data, call, other)

    async def _frame(self, text: str, call: Call, other: Side) -> None:
        """Hand one frame on, or do to it what a rule says; raises ``CutError``."""
        met = self._rules.meeting(call)
        if met is None:
            await other.send_str(text)
            return
        number, rule = met
        await self._record.did(number, rule, call)
        match rule.fault:
            case "delay":
                await asyncio.sleep(rule.delay_s)
                await other.send_str(text)
            case "repeat":
                await other.send_str(text)
                await other.send_str(text)
            case "freeze":
                await rule.over.wait()
                await other.send_str(text)
            case "lose":
                await other.send_str(text)
                raise CutError
            case _:
                raise CutError
