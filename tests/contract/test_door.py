"""Contract of ``DoorCounter``: so many tickets for a network in a window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pytest

from lambdas.domain.errors import OverLimit
from lambdas.domain.ports import DoorCounter
from lambdas.stores.door import DynamoDoorCounter
from tests.aws import account_of
from tests.fakes.clock import SetClock
from tests.fakes.door import MemoryDoorCounter

HERE, THERE = "192.0.2.1", "2001:db8::/64"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A counter and its clock."""

    counter: DoorCounter
    clock: SetClock

    def take(self, network: str = HERE, *, tickets: int = 2) -> None:
        """Count one in a window of a minute."""
        self.counter.count(network, tickets=tickets, window_s=60)


def in_memory(_request: pytest.FixtureRequest) -> Case:
    clock = SetClock()
    return Case(counter=MemoryDoorCounter(clock), clock=clock)


def in_dynamo(request: pytest.FixtureRequest) -> Case:
    clock = SetClock()
    client = account_of(request).dynamodb
    return Case(counter=DynamoDoorCounter(table="operations", client=client, clock=clock), clock=clock)


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Case]]] = {
    "memory": in_memory,
    "dynamo": in_dynamo,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_network_takes_so_many_in_a_window_and_is_told_when_it_ends(case: Case) -> None:
    case.take()
    case.take()
    case.clock.pass_s(15)

    with pytest.raises(OverLimit) as refusal:
        case.take()

    assert refusal.value.again_s == 45


def test_the_next_window_is_empty(case: Case) -> None:
    case.take(tickets=1)
    case.clock.pass_s(60)

    case.take(tickets=1)


def test_a_network_is_not_held_up_by_another(case: Case) -> None:
    case.take(tickets=1)

    case.take(THERE, tickets=1)


def test_what_is_refused_is_not_counted(case: Case) -> None:
    case.take(tickets=1)
    with pytest.raises(OverLimit):
        case.take(tickets=1)

    case.take(tickets=2)
