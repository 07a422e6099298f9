"""What fulfilment's rows look like, and how AWS's failures are told."""

import pytest

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.intent import Action, Outcome
from lambdas.domain.keys import digest
from lambdas.stores.bookings import DynamoBookings
from lambdas.stores.results import DynamoResults
from tests.aws import Aws
from tests.builders import ANN, NOW
from tests.calls import a_stay, an_errand
from tests.fakes.clock import SetClock

KEY = digest("t1", "BookHotel", "fulfilment")


def test_a_booking_is_one_versioned_row_of_its_owner(aws: Aws) -> None:
    bookings = DynamoBookings(table="bookings", client=aws.dynamodb, clock=SetClock())

    booking = bookings.book(a_stay(), owner=ANN, key=KEY)
    bookings.book(a_stay(), owner=ANN, key=KEY)

    (row,) = aws.rows("bookings")
    assert row == {
        "owner": {"S": ANN},
        "item": {"S": f"BOOKING#{booking.number}"},
        "v": {"N": "1"},
        "number": {"S": booking.number},
        "key": {"S": KEY},
        "city": {"S": "London"},
        "check_in": {"S": "2026-12-01"},
        "nights": {"N": "7"},
        "room": {"S": "double"},
        "booked_at": {"S": "2026-11-22T01:30:00.000Z"},
    }


def test_a_number_that_another_booking_has_is_refused(aws: Aws) -> None:
    bookings = DynamoBookings(table="bookings", client=aws.dynamodb, clock=SetClock())
    bookings.book(a_stay(), owner=ANN, key=KEY)

    with pytest.raises(Refused, match="booking number taken"):
        bookings.book(a_stay(), owner=ANN, key=KEY[:10] + "0" * 54)


def test_a_result_is_one_versioned_row_that_expires(aws: Aws) -> None:
    results = DynamoResults(table="bookings", client=aws.dynamodb, clock=SetClock(), keep_s=100)

    results.keep(an_errand(), Outcome(action=Action.DELEGATE))

    (row,) = aws.rows("bookings")
    assert row == {
        "owner": {"S": f"RESULT#{an_errand().key}"},
        "item": {"S": "RESULT"},
        "v": {"N": "1"},
        "person": {"S": ANN},
        "turn": {"S": "t1"},
        "intent": {"S": "BookHotel"},
        "step": {"S": "fulfilment"},
        "outcome": {"S": '{"action":"delegate","parts":[],"slot":null,"attributes":{}}'},
        "expires_epoch_s": {"N": str(int(NOW.timestamp()) + 100)},
    }


def test_a_table_that_is_not_there_is_a_failure_that_may_pass(aws: Aws) -> None:
    results = DynamoResults(table="nowhere", client=aws.dynamodb, clock=SetClock(), keep_s=100)
    bookings = DynamoBookings(table="nowhere", client=aws.dynamodb, clock=SetClock())

    with pytest.raises(Retryable, match="ResourceNotFoundException"):
        results.find(an_errand())
    with pytest.raises(Retryable, match="ResourceNotFoundException"):
        results.keep(an_errand(), Outcome(action=Action.DELEGATE))
    with pytest.raises(Retryable, match="ResourceNotFoundException"):
        bookings.book(a_stay(), owner=ANN, key=KEY)
