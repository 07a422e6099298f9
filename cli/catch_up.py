"""What is missing of a conversation is asked for until the platform has told it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from cli.line import Line, Order

GAP_S = 1.0
ANSWER_S = 5.0
LONGEST_S = 30.0


class CatchUp:
    """The lines of one socket, each once and in order.

    resume: asks the platform for what comes after a number. shown: the highest number shown.
    """

    def __init__(
        self,
        *,
        resume: Callable[[int], Awaitable[None]],
        shown: int = 0,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._resume, self._order, self._pause = resume, Order(shown=shown), pause
        self._answered, self._asked = True, 0
        self._waiting: asyncio.Task[None] | None = None
        self._due_s = 0.0

    async def ask(self) -> None:
        """Ask now, and again while no answer comes; each time more patiently."""
        self.stop()
        self._answered = False
        self._ask_within(ANSWER_S * 2**self._asked)
        self._asked += 1
        await self._resume(self._order.shown)

    def ask_soon(self) -> None:
        """Ask again for what could not be read just now."""
        self._ask_within(GAP_S)

    def _ask_within(self, delay_s: float) -> None:
        """Ask after so many seconds, or as soon as that was to happen anyway."""
        now_s = asyncio.get_running_loop().time()
        due_s = now_s + min(delay_s, LONGEST_S)
        if self._waiting is None or due_s < self._due_s:
            self.stop()
            self._due_s = due_s
            self._waiting = asyncio.create_task(self._ask_after(due_s - now_s))

    async def take(self, frame: Mapping[str, Any]) -> Sequence[Line]:
        """The lines to show now, of a ``lines`` frame: pushed, or the answer to a ``resume``.

        The answer repeats what it was asked ``after``. What is pushed while it is due says nothing of what
        else is missing.
        """
        if "after" in frame:
            self._answered = True
        before = self._order.shown
        lines = [Line.read(given) for given in frame["lines"]]
        ready = self._order.take(lines, pruned_to=frame.get("pruned_to") or 0)
        if progressed := self._order.shown > before:
            self._asked = 0
        more = frame.get("more")
        if more and progressed:
            await self.ask()
        elif more or self._order.held:
            self._ask_within(GAP_S * 2**self._asked)
        elif self._answered:
            self.stop()
        return ready

    def stop(self) -> None:
        """Ask for nothing more."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    async def _ask_after(self, delay_s: float) -> None:
        await self._pause(delay_s)
        self._waiting = None
        await self.ask()
