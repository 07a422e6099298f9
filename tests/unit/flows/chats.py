"""An office whose people are on a messenger, and whose delivery stops where a test says."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count

from lambdas.domain.conversation import Understanding
from lambdas.domain.outgoing import Limit
from lambdas.domain.reply import Text
from tests.delivering import delivering
from tests.fakes.clock import SetClock
from tests.fakes.messenger import FakeMessenger
from tests.unit.flows.desks import Office


class KilledError(BaseException):
    """The process is gone: nothing of ours runs after it."""


class Chat:
    """The bot answers first with a line of these texts; the first call of a turn shows typing."""

    def __init__(self, texts: Sequence[str], *limits: Limit) -> None:
        clock = SetClock()
        self.messenger = FakeMessenger(limits_there=limits or None)
        self.office = Office(clock=clock, way_out=delivering(self.messenger, clock=clock))
        reply = Understanding(parts=tuple(Text(text=text) for text in texts), state="{}")
        self.office.engine.answers([reply])

    def fail(self, call: int, failure: BaseException) -> None:
        """Let the call of this number, from 1, fail."""
        self.messenger.before = _failing(call, failure)

    def lose(self, call: int, failure: BaseException) -> None:
        """Let the call of this number do its work and then fail."""
        self.messenger.after = _failing(call, failure)

    def settle_though_killed(self) -> None:
        """Settle the turn by a worker that may be killed over it."""
        with suppress(KilledError):
            self.office.settle()

    def go_on(self) -> None:
        """Let another worker take up what was left, from the later queue or as a second receive."""
        self.office.clock.pass_s(14)
        if not self.office.settle_due():
            self.office.settle(received=2, worker="w2")

    def shown(self) -> list[str]:
        """What people were shown, but the sign of typing."""
        return self.messenger.shown()


def _failing(call: int, failure: BaseException) -> Callable[[object], None]:
    numbers = count(1)

    def fail(_call: object) -> None:
        if next(numbers) == call:
            raise failure

    return fail
