"""What the terminal's client does about gaps, cut lines and refusals."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, web

from cli import catch_up, saying, upkeep
from cli import conversation as subject
from cli.conversation import Conversation, Memory
from cli.line import Line
from cli.saying import NotSentError
from cli.ticket import TicketRefusedError
from tests.integration.cli.standin import StandIn, lines

Frame = dict[str, Any]


class Watcher:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.seqs: list[int] = []
        self.troubles: list[str] = []
        self.news = asyncio.Event()

    def frame(self, frame: Mapping[str, Any]) -> None:
        """See ``Listener``."""

    def line(self, line: Line) -> None:
        """See ``Listener``."""
        self.seqs.append(line.seq)
        self.news.set()

    def trouble(self, message: str) -> None:
        """See ``Listener``."""
        self.troubles.append(message)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catch_up, "GAP_S", 0.05)
    monkeypatch.setattr(subject, "BACK_OFF_S", 0.02)


@asynccontextmanager
async def talking(
    platform: StandIn, memory: Memory | None = None, **options: str
) -> AsyncIterator[tuple[Conversation, Watcher]]:
    """A conversation with the stand-in, at most ten seconds long."""
    watcher = Watcher()
    async with asyncio.timeout(10), platform.up() as site, ClientSession() as session:
        conversation = Conversation(
            site=site, session=session, listener=watcher, memory=memory or Memory(), **options
        )
        staying = asyncio.create_task(conversation.run())
        try:
            yield conversation, watcher
        finally:
            staying.cancel()
            await conversation.close()


async def until(watcher: Watcher, count: int) -> list[int]:
    """The numbers of the lines shown, once there are so many."""
    while len(watcher.seqs) < count:
        watcher.news.clear()
        await watcher.news.wait()
    return watcher.seqs


def test_missing_lines_are_asked_for() -> None:
    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        first = frame["type"] == "resume" and len(platform.of("resume")) == 1
        shown = lines(1, 4) if first else lines(2, 3, 4)
        await peer.send_json({**shown, "after": frame["after"]})

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (_, watcher):
            assert await until(watcher, 4) == [1, 2, 3, 4]
        assert [frame["after"] for frame in platform.of("resume")] == [0, 1]

    asyncio.run(chat())


def test_where_the_answer_is_lost_it_is_asked_for_again_although_a_later_line_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catch_up, "ANSWER_S", 0.05)

    async def answer(_platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        await peer.send_json(lines(2, after=1) if frame["after"] else lines(1))

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (_, watcher):
            assert await until(watcher, 2) == [1, 2]
        # On a slow machine the first may be asked for more than once.
        assert {frame["after"] for frame in platform.of("resume")} == {0, 1}

    asyncio.run(chat())


def test_more_lines_are_asked_for_until_there_are_no_more() -> None:
    async def answer(_platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        after = frame["after"]
        await peer.send_json(lines(after + 1, after + 2, more=after < 4, after=after))

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (_, watcher):
            assert await until(watcher, 6) == [1, 2, 3, 4, 5, 6]
        assert [frame["after"] for frame in platform.of("resume")] == [0, 2, 4]

    asyncio.run(chat())


def test_what_was_not_acknowledged_is_sent_again_with_its_id_after_a_cut_line() -> None:
    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        if frame["type"] == "message" and len(platform.of("message")) == 1:
            await peer.close()
        elif frame["type"] == "message":
            await peer.send_json({"type": "ack", "id": frame["id"]})

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (conversation, watcher):
            key = await conversation.say("hello")
        assert [frame["id"] for frame in platform.of("message")] == [key, key]
        assert watcher.troubles == ["The connection is lost; trying again …", ""]
        assert platform.visitors == [None, "v1"]

    asyncio.run(chat())


@pytest.mark.parametrize("told", ["", "Worker process died", "[]", '{"message": "Internal server error"}'])
def test_what_the_platform_said_nothing_about_is_sent_again_with_its_id(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "ACK_S", 0.3)

    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        if frame["type"] == "message" and len(platform.of("message")) == 1:
            await peer.send_str(told)
        elif frame["type"] == "message":
            await peer.send_json({"type": "ack", "id": frame["id"]})

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (conversation, watcher):
            key = await conversation.say("hello")
        assert [frame["id"] for frame in platform.of("message")][:2] == [key, key]
        assert watcher.troubles == []

    asyncio.run(chat())


def test_the_next_is_sent_only_after_the_ack() -> None:
    early: list[object] = []

    async def answer(_platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        if frame["type"] == "message":
            with contextlib.suppress(TimeoutError):
                early.append(await asyncio.wait_for(peer.receive(), timeout=0.1))
            await peer.send_json({"type": "ack", "id": frame["id"]})

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (conversation, _):
            await asyncio.gather(conversation.say("one"), conversation.say("two"))
        assert [frame["text"] for frame in platform.of("message")] == ["one", "two"]

    asyncio.run(chat())

    assert early == []


def test_what_could_not_be_taken_is_sent_again_and_what_is_refused_is_not() -> None:
    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        if frame["type"] == "message":
            again = len(platform.of("message")) == 1
            await peer.send_json(
                {"type": "error", "id": frame["id"], "code": "x", "message": "No.", "retry": again}
            )

    async def chat() -> None:
        platform = StandIn(answer=answer)
        async with talking(platform) as (conversation, _):
            with pytest.raises(NotSentError, match=r"No\."):
                await conversation.say("hello")
        assert len(platform.of("message")) == 2

    asyncio.run(chat())


def test_a_conversation_goes_on_after_the_line_last_shown_and_another_from_its_start() -> None:
    async def answer(_platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        await peer.send_json(lines(frame["after"] + 1, after=frame["after"]))

    async def chat(conversation: str) -> list[int]:
        platform = StandIn(answer=answer, conversation=conversation)
        async with talking(platform, Memory(visitor="v0", conversation="c1", shown=7)) as (_, watcher):
            return await until(watcher, 1)

    assert asyncio.run(chat("c1")) == [8]
    assert asyncio.run(chat("c2")) == [1]


async def everything_well(_platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
    """Answer as the platform does; each message gets the line after the last one that was asked for."""
    match frame["type"]:
        case "ping":
            await peer.send_json({"type": "pong"})
        case "message":
            await peer.send_json({"type": "ack", "id": frame["id"]})
        case "resume":
            await peer.send_json(lines(frame["after"] + 1, after=frame["after"]))


def test_a_silent_line_is_pinged_before_it_is_idle_for_too_long() -> None:
    pinged_twice = asyncio.Event()

    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        await everything_well(platform, peer, frame)
        if len(platform.of("ping")) > 1:
            pinged_twice.set()

    async def chat() -> None:
        platform = StandIn(answer=answer, idle_s=3)
        async with talking(platform), asyncio.timeout(2 * platform.idle_s):
            await pinged_twice.wait()

    asyncio.run(chat())


def test_the_next_socket_is_opened_in_time_and_nobody_notices() -> None:
    async def chat() -> None:
        platform = StandIn(answer=everything_well, connection_s=0.3)
        async with talking(platform) as (conversation, watcher):
            while platform.sockets < 4:
                await conversation.say("hello")
            assert watcher.troubles == []
            assert (await until(watcher, 3))[:3] == [1, 2, 3]

    asyncio.run(chat())


def test_a_line_on_which_no_ping_is_answered_is_left_and_what_waits_is_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upkeep, "PONG_S", 0.05)

    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        if platform.sockets > 1:
            await everything_well(platform, peer, frame)

    async def chat() -> None:
        platform = StandIn(answer=answer, idle_s=0.1)
        async with talking(platform) as (conversation, _):
            key = await conversation.say("hello")
        # On a slow machine the second line may be left, too.
        assert [frame["id"] for frame in platform.of("message")][:2] == [key, key]

    asyncio.run(chat())


def test_lines_that_could_not_be_read_are_asked_for_again() -> None:
    async def answer(platform: StandIn, peer: web.WebSocketResponse, frame: Frame) -> None:
        busy = {"type": "error", "code": "unavailable", "message": "Busy.", "retry": True}
        shown = lines(1, after=frame["after"])
        await peer.send_json(shown if len(platform.of("resume")) > 1 else busy)

    async def chat() -> None:
        async with talking(StandIn(answer=answer)) as (_, watcher):
            assert await until(watcher, 1) == [1]
        assert watcher.troubles == []

    asyncio.run(chat())


@pytest.mark.parametrize(("status", "error"), [(403, TicketRefusedError), (503, ClientError)])
def test_without_a_ticket_there_is_no_conversation(status: int, error: type[Exception]) -> None:
    async def answer(_platform: StandIn, _peer: web.WebSocketResponse, _frame: Frame) -> None:
        raise AssertionError

    async def chat() -> None:
        async with StandIn(answer=answer, status=status).up() as site, ClientSession() as session:
            await Conversation(site=site, session=session, listener=Watcher(), memory=Memory()).run()

    with pytest.raises(error):
        asyncio.run(chat())


def test_a_ticket_is_for_the_installation_and_the_language_that_one_names() -> None:
    async def chat() -> None:
        platform = StandIn(answer=everything_well)
        async with talking(platform, installation="concierge", locale="es-ES") as (conversation, _):
            await conversation.say("hola")
        assert platform.wanted == [("concierge", "es-ES")]

    asyncio.run(chat())
