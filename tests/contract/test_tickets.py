"""Contract of ``Tickets``: each is used once."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.ports import Tickets
from lambdas.stores.tickets import DynamoTickets
from tests.aws import account_of
from tests.builders import NOW
from tests.fakes.tickets import MemoryTickets

SOON = NOW + timedelta(seconds=60)


def in_memory(_request: pytest.FixtureRequest) -> Tickets:
    return MemoryTickets()


def in_dynamo(request: pytest.FixtureRequest) -> Tickets:
    aws = account_of(request)
    return DynamoTickets(table="tokens", client=aws.dynamodb)


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Tickets]]] = {
    "memory": in_memory,
    "dynamo": in_dynamo,
}


@pytest.fixture(params=list(CASES))
def tickets(request: pytest.FixtureRequest) -> Tickets:
    return CASES[request.param](request)


def test_a_ticket_is_good_once(tickets: Tickets) -> None:
    tickets.spend("t1", expires=SOON)

    with pytest.raises(Refused) as refusal:
        tickets.spend("t1", expires=SOON)

    assert refusal.value.code == "used"


def test_another_ticket_is_good_too(tickets: Tickets) -> None:
    tickets.spend("t1", expires=SOON)

    tickets.spend("t2", expires=SOON)


def test_a_used_ticket_stays_used_though_another_expiry_is_claimed(tickets: Tickets) -> None:
    tickets.spend("t1", expires=SOON)

    with pytest.raises(Refused):
        tickets.spend("t1", expires=SOON + timedelta(days=1))
