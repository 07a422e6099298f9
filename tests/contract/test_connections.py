"""Contract of ``Connections``: the open sockets of each conversation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import pytest

from lambdas.domain.ids import ConnectionId
from lambdas.domain.keys import conversation_key
from lambdas.domain.ports import Connections
from lambdas.stores.connections import DynamoConnections
from tests.aws import Aws, account_of
from tests.builders import BOB, NOW, a_socket, an_address
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections

HERE = conversation_key(an_address("c1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    connections: Connections
    clock: SetClock


def in_memory(_request: pytest.FixtureRequest) -> Case:
    clock = SetClock()
    return Case(connections=MemoryConnections(clock), clock=clock)


def in_dynamo(request: pytest.FixtureRequest) -> Case:
    aws = account_of(request)
    clock = SetClock()
    store = DynamoConnections(table="connections", client=aws.dynamodb, clock=clock)
    return Case(connections=store, clock=clock)


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Case]]] = {
    "memory": in_memory,
    "dynamo": in_dynamo,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_socket_is_remembered_as_it_was(case: Case) -> None:
    socket = a_socket(since=NOW + timedelta(milliseconds=250), identity_expires=NOW + timedelta(hours=1))

    case.connections.add(socket)

    assert list(case.connections.of(HERE)) == [socket]


def test_a_sockets_row_names_what_its_key_was_hashed_from(aws: Aws) -> None:
    DynamoConnections(table="connections", client=aws.dynamodb, clock=SetClock()).add(a_socket())

    (row,) = aws.dynamodb.scan(TableName="connections")["Items"]
    assert row["installation"] == {"S": "web"}
    assert row["conversation_id"] == {"S": "c1"}
    assert row["user"] == {"S": "u1"}


def test_a_visitors_socket_has_no_identity(case: Case) -> None:
    case.connections.add(a_socket())

    assert [socket.identity_expires for socket in case.connections.of(HERE)] == [None]


def test_every_tab_is_a_socket_of_its_own(case: Case) -> None:
    for connection in ("k1", "k2"):
        case.connections.add(a_socket(connection))

    assert {socket.connection for socket in case.connections.of(HERE)} == {"k1", "k2"}


def test_a_socket_added_again_is_one_socket(case: Case) -> None:
    case.connections.add(a_socket(owner=BOB))
    case.connections.add(a_socket())

    assert list(case.connections.of(HERE)) == [a_socket()]


def test_another_conversations_sockets_do_not_show(case: Case) -> None:
    case.connections.add(a_socket(address=an_address("c2")))

    assert list(case.connections.of(HERE)) == []


def test_a_removed_socket_is_forgotten_and_its_neighbour_is_not(case: Case) -> None:
    case.connections.add(a_socket("k1"))
    case.connections.add(a_socket("k2"))

    case.connections.remove(HERE, ConnectionId("k1"))

    assert [socket.connection for socket in case.connections.of(HERE)] == ["k2"]


def test_removing_a_socket_that_is_not_known_does_nothing(case: Case) -> None:
    case.connections.remove(HERE, ConnectionId("k1"))

    assert list(case.connections.of(HERE)) == []


def test_a_socket_is_there_until_it_expires(case: Case) -> None:
    case.connections.add(a_socket(expires=NOW + timedelta(seconds=60)))
    case.clock.pass_s(59)
    before = list(case.connections.of(HERE))
    case.clock.pass_s(1)

    after = list(case.connections.of(HERE))

    assert (len(before), len(after)) == (1, 0)


def test_a_hundred_tabs_are_all_there(case: Case) -> None:
    for number in range(100):
        case.connections.add(a_socket(f"k{number}"))

    assert len(case.connections.of(HERE)) == 100
