"""Who fills the port ``Outbound``; a new channel adds a function here and a line to CASES."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.channels.telegram.outbound import TelegramOutbound
from lambdas.channels.web.outbound import WebOutbound
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import ConnectionId
from lambdas.domain.ports import Outbound
from lambdas.domain.reply import Login
from lambdas.domain.turn import Address
from tests.builders import ANN, a_socket, an_address
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.channel import FakeOutbound
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections
from tests.fakes.wire import FakeWire

TAB: Final = ConnectionId("k1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A channel's way out.

    address: of somebody who can be reached. seen: the numbers of the lines that person was shown, in order.
    ways: the addresses that the person was offered. fail: makes the next call to the channel fail.
    echoes: whether people's own words are lines to show.
    """

    outbound: Outbound
    address: Address
    seen: Callable[[], Sequence[int]]
    ways: Callable[[], Sequence[str]]
    fail: Callable[[], None]
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
        fail=lambda: outbound.faults.fail("deliver", Retryable("channel down", sent=1)),
    )


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


def telegram() -> Case:
    """A chat on Telegram; the text of a line ends in its number."""
    bots = FakeBotApi()
    return Case(
        outbound=TelegramOutbound(api=bots.api()),
        address=an_address("42", user="42", installation="telegram"),
        seen=lambda: [int(text.rpartition(" ")[2]) for text in bots.texts()],
        ways=lambda: [
            button["login_url"]["url"]
            for call in bots.took
            for row in call.parameters.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
        ],
        fail=lambda: bots.answers(429, "Too Many Requests: retry after 3", retry_after=3),
        echoes=False,
    )


def _lines(wire: FakeWire) -> Sequence[Mapping[str, Any]]:
    frames = [json.loads(frame) for frame in wire.frames[TAB]]
    return [line for frame in frames for line in frame.get("lines", ())]


CASES: Final[Mapping[str, Callable[[], Case]]] = {"fake": fake, "web": web, "telegram": telegram}
