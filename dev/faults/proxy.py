"""Hands calls on, or does to them what a rule says."""

import asyncio
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, hdrs, web
from yarl import URL

from dev.faults.answers import in_own_words, refusal
from dev.faults.call import DIALOGFLOW_PATH, LEX_PATH, MESSENGERS_PATH, TELEGRAM_PATH, Call, read_call
from dev.faults.record import Record
from dev.faults.rule import Rule, Rules
from dev.faults.worker import NoWorkerError, kill_worker
from dev.front.forward import without_hops

# On, and waiting no second. Source: https://man7.org/linux/man-pages/man7/socket.7.html (SO_LINGER).
AT_ONCE = struct.pack("ii", 1, 0)
NOBODY_READS = 502


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Where calls go: addresses of AWS, the engines, Telegram and the other messengers."""

    aws: str
    lex: str
    dialogflow: str
    telegram: str
    messengers: str

    def place(self, path: str) -> URL:
        """Where a path of ours leads."""
        for prefix, address in (
            (LEX_PATH, self.lex),
            (DIALOGFLOW_PATH, self.dialogflow),
            (TELEGRAM_PATH, self.telegram),
            (MESSENGERS_PATH, self.messengers),
        ):
            if path.startswith(f"{prefix}/"):
                return URL(address + path.removeprefix(prefix), encoded=True)
        return URL(self.aws + path, encoded=True)


class HungUpError(Exception):
    """There is no answer to give: the caller's connection is reset."""


class Proxy:
    """The way to everything over HTTP."""

    def __init__(self, *, behind: Behind, session: ClientSession, rules: Rules, record: Record) -> None:
        self._behind, self._session, self._rules, self._record = behind, session, rules, record

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or reset its connection."""
        body = await request.read()
        call = read_call(request.method, request.raw_path, request.headers, body)
        self._record.saw(call)
        met = self._rules.meeting(call)
        try:
            if met is None:
                return await self._pass_on(request, body)
            return await self._faulty(request, body, call, *met)
        except (HungUpError, ClientError):
            reset(request)
            return web.Response(status=NOBODY_READS)

    async def _faulty(
        self, request: web.Request, body: bytes, call: Call, number: int, rule: Rule
    ) -> web.StreamResponse:
        told = await self._kill(request, body, rule) if rule.fault == "kill" else ""
        await self._record.did(number, rule, call, told)
        match rule.fault:
            case "throttle" | "error" if call.doubled:
                return await self._pass_on(request, body, more=in_own_words(rule))
            case "throttle" | "error":
                return refusal(call, rule)
            case "delay":
                await asyncio.sleep(rule.delay_s)
                return await self._pass_on(request, body)
            case "repeat":
                first = await self._pass_on(request, body)
                await self._pass_on(request, body)
                return first
            case "lose":
                await self._pass_on(request, body)
            case "freeze":
                await rule.over.wait()
        raise HungUpError

    async def _kill(self, request: web.Request, body: bytes, rule: Rule) -> str:
        """Kill the caller, and say who it was."""
        if rule.when == "after":
            await self._pass_on(request, body)
        if request.transport is None:
            return "not killed: the caller has hung up"
        caller, ours = (request.transport.get_extra_info(name)[1] for name in ("peername", "sockname"))
        try:
            return await asyncio.to_thread(kill_worker, caller, ours=ours)
        except NoWorkerError as nobody:
            return f"not killed: {nobody}"

    async def _pass_on(
        self, request: web.Request, body: bytes, *, more: Mapping[str, str] | None = None
    ) -> web.Response:
        async with self._session.request(
            request.method,
            self._behind.place(request.raw_path),
            headers=_headers(request, more or {}),
            data=body or None,
            allow_redirects=False,
        ) as answer:
            headers = without_hops(answer.headers)
            headers.popall(hdrs.CONTENT_LENGTH, None)
            return web.Response(status=answer.status, headers=headers, body=await answer.read())


def reset(request: web.Request) -> None:
    """Cut a caller's connection so that it sees a reset."""
    transport = request.transport
    if transport is None:
        return
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    transport.abort()


def _headers(request: web.Request, more: Mapping[str, str]) -> Mapping[str, str]:
    headers = without_hops(request.headers)
    headers.popall(hdrs.HOST, None)
    headers.popall(hdrs.CONTENT_LENGTH, None)
    headers.update(more)
    return headers
