"""What goes down a tab's socket: frames that ask for nothing, and those that no socket takes."""

import json

import pytest
from botocore.exceptions import ClientError

from lambdas.channels.web.frames import line_frames
from lambdas.channels.web.outbound import WebOutbound
from lambdas.channels.web.wire import ApiGatewayWire
from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConnectionId
from tests.builders import ANN, a_line, a_socket, an_address
from tests.fakes.channel import nobody
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections
from tests.fakes.wire import FakeWire

ANNS = an_address("c1", user=ANN)


def test_lines_that_are_pushed_are_all_there_is() -> None:
    assert [json.loads(frame)["more"] for frame in line_frames([a_line(1)])] == [False]


def test_a_frame_that_one_socket_refuses_goes_down_the_others() -> None:
    clock, wire = SetClock(), FakeWire()
    connections = MemoryConnections(clock)
    for name in ("k1", "k2"):
        connections.add(a_socket(name, address=ANNS))
    wire.faults.fail("post", Refused("post refused: 413"))

    WebOutbound(connections=connections, wire=wire, clock=clock).deliver(ANNS, [a_line(1)], seen=nobody)

    assert list(wire.frames) == [ConnectionId("k2")]


@pytest.mark.parametrize("code", ["PayloadTooLargeException", "BadRequestException", "413", "400"])
def test_what_a_socket_will_never_take_is_refused(code: str) -> None:
    class Client:
        def post_to_connection(self, **_given: object) -> None:
            raise ClientError({"Error": {"Code": code, "Message": "no"}}, "PostToConnection")

    with pytest.raises(Refused, match=f"^post refused: {code}$"):
        ApiGatewayWire(client=Client()).post(ConnectionId("k1"), "hi")  # type: ignore[arg-type]  # as far as used
