"""Lines on their way out by a messenger that keeps what it was asked."""

from collections.abc import Sequence

import pytest

from lambdas.domain.conversation import Begun, Line
from lambdas.domain.errors import ParleyError
from lambdas.domain.outgoing import Call, Limit
from lambdas.domain.reply import Text
from lambdas.flows.deliver import Delivering
from tests.builders import a_line, a_reply, an_address
from tests.fakes.clock import SetClock
from tests.fakes.messenger import FakeMessenger
from tests.fakes.pace import MemoryPace

HERE = an_address("c1")
ONE, TWO, THREE = (a_reply(seq, f"line {seq}") for seq in (2, 3, 4))
LONG = a_line(2, parts=tuple(Text(text=f"part {number}") for number in (1, 2, 3)))
A_SECOND = Limit(scope="chat/c1", interval_s=1, burst=2)
ALL = Limit(scope="", interval_s=0.1, burst=100)


class Room:
    """A way out to a messenger, and what an observer sees of it: told is how far people see the lines."""

    def __init__(self, *limits: Limit) -> None:
        self.messenger = FakeMessenger(limits_there=limits or None)
        self.clock = SetClock()
        self.pace = MemoryPace(self.clock)
        self.naps: list[float] = []
        self.told: list[tuple[int, Begun]] = []
        self.outbound = Delivering(messenger=self.messenger, pace=self.pace, pause=self._nap)

    def deliver(self, *lines: Line) -> Sequence[str]:
        """Send the lines; gives everything that was shown so far."""
        self.outbound.deliver(HERE, lines, seen=lambda lines, begun: self.told.append((lines, begun)))
        return self.messenger.shown()

    def failing(self, *lines: Line) -> ParleyError:
        """How sending the lines fails."""
        with pytest.raises(ParleyError) as failure:
            self.deliver(*lines)
        return failure.value

    def methods(self) -> Sequence[str]:
        """The methods of the calls that it took."""
        return [call.method for call in self.messenger.took]

    def fail_at(self, text: str, failure: ParleyError) -> None:
        """Fail the first call that says this."""

        def before(call: Call) -> None:
            if call.parameters.get("text") == text:
                self.messenger.before = lambda _call: None
                raise failure

        self.messenger.before = before

    def _nap(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.clock.pass_s(seconds)
