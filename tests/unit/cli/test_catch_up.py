"""What is missing is asked for until it is told, ever more patiently, and nothing else is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from cli.catch_up import CatchUp

Play = Callable[["Wire"], Awaitable[None]]


class Wire:
    """Keeps what is asked for, and how long is waited before; a wait ends when the test says so."""

    def __init__(self, *, shown: int = 0) -> None:
        self.asked: list[int] = []
        self.waits: list[float] = []
        self._over = asyncio.Event()
        self.catch_up = CatchUp(resume=self._resume, shown=shown, pause=self._pause)

    async def take(self, *seqs: int, **members: object) -> Sequence[int]:
        """The numbers that are shown of a frame."""
        lines: list[dict[str, Any]] = [{"seq": seq, "who": "bot", "parts": []} for seq in seqs]
        return [line.seq for line in await self.catch_up.take({"lines": lines, **members})]

    async def wait(self) -> None:
        """Let the present wait end, and whatever follows happen."""
        await _settled()
        self._over.set()
        await _settled()

    async def waits_no_more(self) -> bool:
        await _settled()
        return len(asyncio.all_tasks()) == 1

    async def _resume(self, after: int) -> None:
        await asyncio.sleep(0)
        self.asked.append(after)

    async def _pause(self, delay_s: float) -> None:
        self.waits.append(round(delay_s, 3))
        self._over.clear()
        await self._over.wait()


async def _settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def played(play: Play, *, shown: int = 0) -> None:
    """Play with a wire, and put its waits away."""

    async def whole() -> None:
        wire = Wire(shown=shown)
        await play(wire)
        wire.catch_up.stop()

    asyncio.run(whole())


def test_what_is_answered_is_asked_for_once() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()

        assert await wire.take(8, after=7) == [8]
        assert await wire.waits_no_more()
        assert wire.asked == [7]

    played(play, shown=7)


def test_without_an_answer_it_is_asked_again_and_again_ever_more_patiently() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        for _ in range(4):
            await wire.wait()

        assert wire.asked == [0] * 5
        assert wire.waits == [5, 10, 20, 30, 30]

    played(play)


@pytest.mark.parametrize("pushed", [(), (1,)])
def test_what_is_pushed_while_an_answer_is_due_is_no_answer(pushed: Sequence[int]) -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        await wire.take(*pushed)
        await wire.wait()

        assert wire.asked == [0, len(pushed)]

    played(play)


def test_a_gap_is_given_a_second_to_close_by_itself() -> None:
    async def play(wire: Wire) -> None:
        assert await wire.take(2) == []
        await _settled()
        assert wire.waits == [1]
        assert await wire.take(1) == [1, 2]

        assert await wire.waits_no_more()
        assert wire.asked == []

    played(play)


def test_a_gap_that_stays_is_asked_for_until_it_is_closed() -> None:
    async def play(wire: Wire) -> None:
        await wire.take(1, 3)
        await wire.wait()
        assert wire.asked == [1]
        await wire.take(3, after=1)
        await wire.wait()
        assert wire.waits == [1, 5, 2, 10]

        assert await wire.take(2, after=1) == [2, 3]
        assert await wire.waits_no_more()

    played(play)


def test_whoever_gets_on_is_impatient_again() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        await wire.wait()
        await wire.take(1, 3, after=0)
        await _settled()

        assert wire.waits == [5, 10, 1]

    played(play)


def test_where_there_is_more_it_is_asked_for_at_once() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        await wire.take(1, 2, more=True, after=0)
        await wire.take(3, 4, after=2)

        assert wire.asked == [0, 2]
        assert await wire.waits_no_more()

    played(play)


def test_an_answer_that_promises_more_and_brings_nothing_is_asked_again_later() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        await _settled()
        await wire.take(more=True, after=0)
        await _settled()

        assert (wire.asked, wire.waits) == ([0], [5, 2])

    played(play)


def test_what_could_not_be_read_just_now_is_asked_for_sooner_than_without_a_word() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        for _ in range(2):
            wire.catch_up.ask_soon()
            await _settled()
        await wire.wait()

        assert (wire.asked, wire.waits) == ([0, 0], [5, 1, 10])

    played(play)


def test_a_line_that_is_gone_asks_for_nothing() -> None:
    async def play(wire: Wire) -> None:
        await wire.catch_up.ask()
        wire.catch_up.stop()

        assert await wire.waits_no_more()

    played(play)
