"""One call of a messenger's API: carried out or failed, answered, and recorded in its chat."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from aiohttp import web

from dev.doubles.chats import NO_ANSWER, Chat, Chats
from dev.doubles.faults import Fault, Faults, brought
from dev.doubles.shown import Shown

log = logging.getLogger(__name__)

BAD_REQUEST: Final = 400
MISREAD: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of a call in which a member is missing, or is of a type that no check thought of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a call is answered. body: JSON, or text as it is. shown, kept: see ``Done``."""

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    shown: Shown | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)

    def response(self) -> web.Response:
        """The answer over HTTP."""
        if self.body is None:
            return web.Response(status=self.status, headers=self.headers)
        if isinstance(self.body, str):
            text, headers = self.body, self.headers
            return web.Response(
                text=text, status=self.status, headers=headers, content_type=self.content_type
            )
        return web.json_response(self.body, status=self.status, headers=self.headers)


class CallRefused(Exception):
    """The messenger refuses the call; ``answer`` is in its own words."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"refused with {answer.status}")
        self.answer = answer


class Calls:
    """What is done with each call.

    failed: how the messenger puts a fault that somebody asked for, and what it cannot read, a status of 400.
    """

    def __init__(self, *, chats: Chats, faults: Faults, failed: Callable[[Fault], Answer]) -> None:
        self._chats, self._faults, self._failed = chats, faults, failed

    async def answer(
        self,
        request: web.Request,
        method: str,
        do: Callable[[], Answer],
        *,
        parameters: Mapping[str, Any],
        chat: Chat | None = None,
    ) -> web.StreamResponse:
        """Answer a call, and keep it with the chat that it is for.

        method: as our adapter names it. do: checks and carries it out, or raises ``CallRefused``.
        """
        fault = brought(request.headers)
        fault = fault or await self._faults.meeting(method, chat.id if chat else "")
        answer = self._carried_out(do, fault)
        lost = fault is not None and fault.loses and answer.status < 400  # noqa: PLR2004 — HTTP's
        if chat:
            await self._chats.record(
                chat,
                method,
                parameters=parameters,
                status=NO_ANSWER if lost else answer.status,
                shown=answer.shown,
                kept=answer.kept,
            )
        if lost and request.transport:
            request.transport.abort()
        return answer.response()

    def _carried_out(self, do: Callable[[], Answer], fault: Fault | None) -> Answer:
        if fault and fault.status and not fault.after:
            return self._failed(fault)
        try:
            done = do()
        except CallRefused as refused:
            return refused.answer
        except MISREAD:
            log.warning("call misread", exc_info=True)
            return self._failed(Fault(status=BAD_REQUEST))
        if fault and fault.status:
            return replace(self._failed(fault), shown=done.shown, kept=done.kept)
        return done
