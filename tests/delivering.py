"""A messenger as a way out, at its pace and without a wait."""

from lambdas.domain.ports import Messenger
from lambdas.flows.deliver import Delivering
from tests.fakes.clock import SetClock
from tests.fakes.pace import MemoryPace


def delivering(messenger: Messenger, *, clock: SetClock | None = None) -> Delivering:
    """A way out that waits by its clock."""
    clock = clock or SetClock()
    return Delivering(messenger=messenger, pace=MemoryPace(clock), pause=clock.pass_s)
