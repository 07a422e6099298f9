"""Bridges the WebSocket: the emulator answers no sub-protocol, though browsers insist, and has no limits."""

import asyncio
import contextlib
import time

from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    WSMessageTypeError,
    WSMsgType,
    WSServerHandshakeError,
    hdrs,
    web,
)

from dev.front.forward import X_FORWARDED_FOR, passed_on
from dev.front.frames import FrameMeter, measure
from dev.front.refusals import refusal
from dev.front.upstream import Limits, Upstream

PROTOCOL = "parley.v1"
PASSED_ON = (hdrs.ORIGIN, hdrs.SEC_WEBSOCKET_PROTOCOL, hdrs.USER_AGENT, X_FORWARDED_FOR)
# Source: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1.
NORMAL, GOING_AWAY, UNSUPPORTED, TOO_BIG = 1000, 1001, 1003, 1009
PRIVATE_CODES = range(3000, 5000)
CLOSE_S = 2.0
LOOK_S = 1.0


class Bridge:
    """The way to the WebSocket API."""

    def __init__(self, *, upstream: Upstream, session: ClientSession) -> None:
        self._upstream, self._session = upstream, session

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Dial the API first, so that its refusal stays an HTTP status; then answer the person."""
        limits = self._upstream.limits
        person = web.WebSocketResponse(
            protocols=(PROTOCOL,), timeout=CLOSE_S, max_msg_size=limits.message_bytes, compress=False
        )
        if not person.can_prepare(request):
            return refusal(400, "This address is for WebSockets.")
        try:
            api = await self._dial(request)
        except WSServerHandshakeError as refused:
            return refusal(refused.status, "The connection was refused.")
        except (ClientError, TimeoutError):
            return refusal(502, "The service cannot be reached.")
        try:
            await person.prepare(request)
            await join(person, api, request=request, limits=limits)
        finally:
            await api.close(code=_passed_code(person.close_code))
        return person

    async def _dial(self, request: web.Request) -> ClientWebSocketResponse:
        """Connect to the API as the person would."""
        headers = {name: value for name, value in passed_on(request).items() if name in PASSED_ON}
        async with asyncio.timeout(self._upstream.limits.answer_s):
            return await self._session.ws_connect(self._upstream.websocket, headers=headers, max_msg_size=0)


def _passed_code(code: int | None) -> int:
    """The close code that may be sent on."""
    return code if code and (code in PRIVATE_CODES or code == GOING_AWAY) else NORMAL


class Activity:
    """When something was last said, and when it all began."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()

    def note(self) -> None:
        """Something was said just now."""
        self.last = time.monotonic()

    def left_s(self, limits: Limits) -> float:
        """How long the connection may stand if nothing is said."""
        return min(self.last + limits.idle_s, self.began + limits.connection_s) - time.monotonic()


async def join(
    person: web.WebSocketResponse,
    api: ClientWebSocketResponse,
    *,
    request: web.Request,
    limits: Limits,
) -> None:
    """Hand messages to and fro until one side goes, breaks a limit, or the time is over."""
    if not isinstance(request.transport, asyncio.Transport):
        return  # gone already
    meter = measure(request.transport, limit=limits.frame_bytes)
    activity = Activity()
    ways = [
        asyncio.create_task(_from_person(person, api, meter=meter, activity=activity)),
        asyncio.create_task(_from_api(person, api, activity=activity)),
        asyncio.create_task(_until_over(activity, limits)),
    ]
    code = NORMAL
    try:
        done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        code = next(iter(done)).result()
    finally:
        for way in ways:
            way.cancel()
        await person.close(code=code)


async def _from_person(
    person: web.WebSocketResponse, api: ClientWebSocketResponse, *, meter: FrameMeter, activity: Activity
) -> int:
    """Hand on what the person says; returns the code to close with."""
    async for message in person:
        activity.note()
        if meter.exceeded:
            return TOO_BIG
        if message.type is not WSMsgType.TEXT:
            return UNSUPPORTED
        await api.send_str(message.data)
    return NORMAL


async def _from_api(
    person: web.WebSocketResponse, api: ClientWebSocketResponse, *, activity: Activity
) -> int:
    """Hand on what the API says; returns the code to close with."""
    with contextlib.suppress(ConnectionError, WSMessageTypeError):
        async for message in api:
            activity.note()
            await person.send_str(message.data)
    return NORMAL if api.close_code == NORMAL else GOING_AWAY


async def _until_over(activity: Activity, limits: Limits) -> int:
    """Wait until nothing was said for too long, or the connection is too old."""
    while (left_s := activity.left_s(limits)) > 0:  # noqa: ASYNC110 — it is time that passes
        await asyncio.sleep(min(left_s, LOOK_S))
    return GOING_AWAY
