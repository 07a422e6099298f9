"""What stands in the tables of whoever came to the door: used tickets, and how many each network took."""

from datetime import timedelta

import pytest

from lambdas.domain.errors import OverLimit, Refused
from lambdas.domain.keys import digest
from lambdas.stores.door import DynamoDoorCounter
from lambdas.stores.tickets import DynamoTickets
from tests.aws import Aws
from tests.builders import NOW
from tests.fakes.clock import SetClock

NOW_S = int(NOW.timestamp())


def test_a_used_ticket_is_kept_until_it_would_have_ended_anyway(aws: Aws) -> None:
    DynamoTickets(table="tokens", client=aws.dynamodb).spend("t1", expires=NOW + timedelta(seconds=60))

    assert aws.rows("tokens") == [
        {
            "owner": {"S": "TICKET#t1"},
            "item": {"S": "TICKET"},
            "v": {"N": "1"},
            "ticket": {"S": "t1"},
            "expires_epoch_s": {"N": str(NOW_S + 60)},
        }
    ]


def test_a_ticket_used_twice_is_told_so(aws: Aws) -> None:
    tickets = DynamoTickets(table="tokens", client=aws.dynamodb)
    tickets.spend("t1", expires=NOW)

    with pytest.raises(Refused, match=r"^ticket already used$"):
        tickets.spend("t1", expires=NOW)


def test_a_network_is_counted_as_a_hash_until_an_hour_after_its_window(aws: Aws) -> None:
    clock = SetClock()
    clock.pass_s(7)

    DynamoDoorCounter(table="operations", client=aws.dynamodb, clock=clock).count(
        "192.0.2.1", tickets=1, window_s=60
    )

    assert aws.rows("operations") == [
        {
            "subject": {"S": f"DOOR#{digest('network', '192.0.2.1')}"},
            "item": {"S": str(NOW_S)},
            "v": {"N": "1"},
            "count": {"N": "1"},
            "expires_epoch_s": {"N": str(NOW_S + 60 + 3600)},
        }
    ]


def test_a_network_that_took_too_many_is_told_so(aws: Aws) -> None:
    counter = DynamoDoorCounter(table="operations", client=aws.dynamodb, clock=SetClock())
    counter.count("192.0.2.1", tickets=1, window_s=60)

    with pytest.raises(OverLimit, match=r"^too many tickets of one network$"):
        counter.count("192.0.2.1", tickets=1, window_s=60)
