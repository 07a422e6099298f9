"""Who fills the port ``Outbound``: whatever fills ``Messenger`` does so by ``Delivering``."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from lambdas.channels.web.outbound import WebOutbound
from lambdas.domain.errors import Busy, Retryable
from lambdas.domain.ids import ConnectionId
from lambdas.domain.ports import Outbound
from lambdas.domain.reply import Login
from lambdas.domain.turn import Address
from lambdas.flows.deliver import Delivering
from tests.builders import ANN, a_socket, an_address
from tests.contract import messenger_cases
from tests.fakes.channel import FakeOutbound
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections
from tests.fakes.pace import MemoryPace
from tests.fakes.wire import FakeWire

TAB: Final = ConnectionId("k1")
NUMBERED: Final = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A channel's way out.

    address: of somebody who can be reached. seen: the numbers of the lines that person was shown, in order.
    ways: the addresses that the person was offered. fail: makes the next call to the channel fail.
    echoes: whether people's own words are lines to show. clock: by which it waits.
    """

    outbound: Outbound
    address: Address
    seen: Callable[[], Sequence[int]]
    ways: Callable[[], Sequence[str]]
    fail: Callable[[], None]
    clock: SetClock = field(default_factory=SetClock)
    echoes: bool = True


def fake() -> Case:
    """The fake."""
    outbound = FakeOutbound()
    return Case(
        outbound=outbound,
        address=an_address(user=ANN),
        seen=lambda: [line.seq for line in outbound.sent],
        ways=lambda: [
            part.url for line in outbound.sent for part in line.parts if isinstance(part, Login) and part.url
        ],
        fail=lambda: _fail_after_one(outbound),
    )


def _fail_after_one(outbound: FakeOutbound) -> None:
    outbound.first.append(1)
    outbound.faults.fail("deliver", Retryable("channel down"))


def web() -> Case:
    """The web page, open in one tab."""
    address, clock, wire = an_address(user=ANN), SetClock(), FakeWire()
    connections = MemoryConnections(clock)
    connections.add(a_socket(TAB, address=address))
    return Case(
        outbound=WebOutbound(connections=connections, wire=wire, clock=clock),
        address=address,
        seen=lambda: [line["seq"] for line in _lines(wire)],
        ways=lambda: [
            part["url"] for line in _lines(wire) for part in line.get("parts", ()) if "url" in part
        ],
        fail=lambda: wire.faults.fail("post", Retryable("api down")),
    )


def messenger(case: messenger_cases.Case) -> Case:
    """A chat on a messenger; each line holds its number as ``line 2``."""
    clock = SetClock()
    return Case(
        outbound=Delivering(messenger=case.messenger, pace=MemoryPace(clock), pause=clock.pass_s),
        address=case.address,
        seen=lambda: [int(found) for text in case.shown() for found in NUMBERED.findall(text)],
        ways=case.ways,
        fail=case.fail[Busy],
        clock=clock,
        echoes=False,
    )


def _on(name: str) -> Case:
    return messenger(messenger_cases.CASES[name]())


def _lines(wire: FakeWire) -> Sequence[Mapping[str, Any]]:
    frames = [json.loads(frame) for frame in wire.frames[TAB]]
    return [line for frame in frames for line in frame.get("lines", ())]


CASES: Final[Mapping[str, Callable[[], Case]]] = {
    "fake": fake,
    "web": web,
    **{f"on {name}": partial(_on, name) for name in messenger_cases.CASES},
}
