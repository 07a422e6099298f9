"""Lines reach every open tab of their owner, and nobody else."""

import json

import pytest

from lambdas.channels.web.frames import line_frames
from lambdas.channels.web.outbound import SETTLING, WebOutbound
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import ConnectionId
from lambdas.domain.keys import conversation_key
from tests.builders import ANN, BOB, NOW, a_line, a_reply, a_socket, a_turn, an_address
from tests.fakes.channel import nobody
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections
from tests.fakes.wire import FakeWire

ANNS = an_address("c1", user=ANN)
KEY = conversation_key(ANNS)
LINES = (a_line(1), a_reply(2))


class Page:
    """An outbound with its fakes."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.connections = MemoryConnections(self.clock)
        self.wire = FakeWire()
        self.outbound = WebOutbound(connections=self.connections, wire=self.wire, clock=self.clock)

    def frames(self, connection: str) -> list[dict[str, object]]:
        return [json.loads(frame) for frame in self.wire.frames[ConnectionId(connection)]]


def test_every_tab_gets_all_new_lines_in_one_frame() -> None:
    page = Page()
    page.connections.add(a_socket("k1", address=ANNS))
    page.connections.add(a_socket("k2", address=ANNS))

    page.outbound.deliver(ANNS, LINES, seen=nobody)

    for tab in ("k1", "k2"):
        (frame,) = page.frames(tab)
        assert frame["type"] == "lines"
        assert [line["seq"] for line in frame["lines"]] == [1, 2]  # type: ignore[attr-defined]  # JSON


def test_a_socket_of_another_owner_gets_nothing() -> None:
    page = Page()
    page.connections.add(a_socket("k1", address=ANNS, owner=BOB))

    page.outbound.deliver(ANNS, LINES, seen=nobody)

    assert page.frames("k1") == []


def test_a_socket_whose_identity_has_ended_gets_nothing() -> None:
    page = Page()
    page.connections.add(a_socket("k1", address=ANNS, identity_expires=NOW))

    page.outbound.deliver(ANNS, LINES, seen=nobody)

    assert page.frames("k1") == []


def test_a_closed_tab_is_no_failure_and_is_forgotten() -> None:
    page = Page()
    page.connections.add(a_socket("k1", address=ANNS))
    page.wire.closed.add(ConnectionId("k1"))
    page.clock.pass_s(SETTLING.total_seconds() + 1)

    page.outbound.deliver(ANNS, LINES, seen=nobody)

    assert page.connections.of(KEY) == ()


def test_a_tab_that_has_just_opened_is_kept_in_spite_of_a_410() -> None:
    page = Page()
    page.connections.add(a_socket("k1", address=ANNS))
    page.wire.closed.add(ConnectionId("k1"))
    page.clock.pass_s(SETTLING.total_seconds())

    page.outbound.deliver(ANNS, LINES, seen=nobody)

    assert len(page.connections.of(KEY)) == 1


def test_a_failure_at_one_tab_is_told_after_every_tab_was_tried() -> None:
    page = Page()
    page.connections.add(a_socket("k1", address=ANNS))
    page.connections.add(a_socket("k2", address=ANNS))
    page.wire.faults.fail("post", Retryable("throttled"))

    with pytest.raises(Retryable):
        page.outbound.deliver(ANNS, LINES, seen=nobody)

    assert len(page.frames("k2")) == 1


def test_typing_and_bad_news_go_to_the_speaker_s_tab_alone() -> None:
    page = Page()
    turn = a_turn(connection="k1")

    page.outbound.typing(turn)
    page.outbound.unanswered(turn)

    assert page.frames("k1")[0] == {"type": "typing"}
    assert page.frames("k1")[1] | {"message": ""} == {
        "type": "error",
        "id": turn.event,
        "code": "unanswered",
        "message": "",
        "retry": False,
    }


def test_typing_to_a_closed_tab_raises_nothing() -> None:
    page = Page()
    page.wire.closed.add(ConnectionId("k1"))

    page.outbound.typing(a_turn(connection="k1"))


def test_lines_too_heavy_for_one_frame_are_spread_in_order() -> None:
    lines = [a_line(seq, "x" * 30_000) for seq in range(1, 9)]

    frames = [json.loads(frame) for frame in line_frames(lines)]

    assert len(frames) == 3
    assert [line["seq"] for frame in frames for line in frame["lines"]] == list(range(1, 9))
    assert all(len(json.dumps(frame)) < 128 * 1024 for frame in frames)
