"""What everything that keeps trips and reports keeps to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lambdas.domain.keys import digest
from lambdas.domain.trips import Amount, Purpose, Trip, TripReport, Trips
from lambdas.stores.trips import DynamoTrips
from tests.builders import ANN, BOB, NOW
from tests.fakes.clock import SetClock
from tests.fakes.trips import MemoryTrips

KEY = digest("t1", "PlanTrip", "fulfilment")
TRIP = Trip(
    origin="Berlin",
    destination="Århus",
    leaves=date(2026, 12, 1),
    returns=date(2026, 12, 4),
    purpose=Purpose.CUSTOMER,
    customer="Acme",
    cost_centre="CC-4711",
)
REPORT = TripReport(
    city="Århus", days=4, spent=Amount(value=Decimal("480.50"), currency="EUR"), remarks="Two good talks."
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=["table", "fake"])
def trips(request: pytest.FixtureRequest, clock: SetClock) -> Trips:
    if request.param == "fake":
        return MemoryTrips(clock=clock)
    client = request.getfixturevalue("aws").dynamodb
    return DynamoTrips(table="bookings", client=client, clock=clock)


def test_a_trip_is_planned_for_its_owner_now(trips: Trips) -> None:
    planned = trips.plan(TRIP, owner=ANN, key=KEY)

    assert (planned.owner, planned.trip, planned.at) == (ANN, TRIP, NOW)
    assert planned.number.startswith("TR-")


def test_a_repeat_gives_the_trip_that_was_planned_first(trips: Trips, clock: SetClock) -> None:
    first = trips.plan(TRIP, owner=ANN, key=KEY)
    clock.pass_s(5)

    repeat = trips.plan(replace(TRIP, destination="Rome"), owner=ANN, key=KEY)

    assert repeat == first


def test_a_report_is_filed_for_its_owner_now(trips: Trips) -> None:
    filed = trips.file(REPORT, owner=ANN, key=KEY)

    assert (filed.owner, filed.report, filed.at) == (ANN, REPORT, NOW)
    assert filed.number.startswith("RP-")


def test_a_repeat_gives_the_report_that_was_filed_first(trips: Trips, clock: SetClock) -> None:
    first = trips.file(REPORT, owner=ANN, key=KEY)
    clock.pass_s(5)

    repeat = trips.file(replace(REPORT, days=1), owner=ANN, key=KEY)

    assert repeat == first


def test_another_key_is_another_trip(trips: Trips) -> None:
    one = trips.plan(TRIP, owner=ANN, key=KEY)

    other = trips.plan(TRIP, owner=ANN, key=digest("t2", "PlanTrip", "fulfilment"))

    assert other.number != one.number


def test_nobody_is_given_the_trip_of_another_owner(trips: Trips) -> None:
    trips.plan(TRIP, owner=ANN, key=KEY)

    planned = trips.plan(replace(TRIP, destination="Rome"), owner=BOB, key=KEY)

    assert (planned.owner, planned.trip.destination) == (BOB, "Rome")


def test_a_trip_and_a_report_under_one_key_are_both_kept(trips: Trips) -> None:
    planned = trips.plan(TRIP, owner=ANN, key=KEY)

    filed = trips.file(REPORT, owner=ANN, key=KEY)

    assert (planned.trip, filed.report) == (TRIP, REPORT)
