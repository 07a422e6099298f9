"""What a person said and the platform has not acknowledged yet: it is written until it is."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

ACK_S = 15.0

Push = Callable[[Mapping[str, Any]], Awaitable[None]]


class NotSentError(Exception):
    """The platform refused what the person said; the message says why."""


class Saying:
    """Says one thing after the other.

    push: writes a frame if there is a line to write to.
    """

    def __init__(self, push: Push) -> None:
        self._push = push
        self._unacknowledged: dict[str, tuple[dict[str, Any], asyncio.Future[None]]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def send(self, frame: Mapping[str, Any], *, key: str | None) -> str:
        """Send a frame; returns its id once the platform has it. Raises ``NotSentError``."""
        key = key or str(uuid.uuid4())
        async with self._one_at_a_time:
            acknowledged: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._unacknowledged[key] = ({**frame, "id": key}, acknowledged)
            try:
                while not acknowledged.done():
                    await self._push(self._unacknowledged[key][0])
                    await asyncio.wait({acknowledged}, timeout=ACK_S)
                acknowledged.result()
            finally:
                del self._unacknowledged[key]
            return key

    async def all_again(self) -> None:
        """Write everything once more."""
        for frame, _ in list(self._unacknowledged.values()):
            await self._push(frame)

    async def again(self, key: str, *, after_s: float) -> None:
        """Write what the platform could not take just now."""
        await asyncio.sleep(after_s)
        if key in self._unacknowledged:
            await self._push(self._unacknowledged[key][0])

    def waits_for(self, key: str) -> bool:
        """Tell whether something of this id is not acknowledged."""
        return key in self._unacknowledged

    def settle(self, key: object, refusal: Exception | None = None) -> bool:
        """End the wait for an acknowledgement; false when nobody waits for it."""
        waiting = self._unacknowledged.get(key) if isinstance(key, str) else None
        if waiting is None or waiting[1].done():
            return False
        if refusal:
            waiting[1].set_exception(refusal)
        else:
            waiting[1].set_result(None)
        return True
