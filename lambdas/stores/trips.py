"""Business trips and their reports: a row each, ``TRIP#<number>`` and ``REPORT#<number>``, by their owner."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.moment import moment, stamp
from lambdas.domain.ports import Clock
from lambdas.domain.record import Record, Value, versioned
from lambdas.domain.trips import (
    Amount,
    FiledReport,
    PlannedTrip,
    Purpose,
    Trip,
    TripReport,
    report_number,
    trip_number,
)
from lambdas.kit.dynamo import Table, holds, read
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoTrips:
    """Writes each once, beside the bookings; its number comes from the key, so a repeat finds it."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._client, self._clock = client, clock

    def plan(self, trip: Trip, *, owner: OwnerId, key: str) -> PlannedTrip:
        """See ``Trips``."""
        number = trip_number(key)
        planned = PlannedTrip(number=number, owner=owner, trip=trip, at=self._clock.now())
        made = versioned(number=number, key=key, planned_at=stamp(planned.at), **_trip_values(trip))
        standing = self._once(owner, f"TRIP#{number}", made, doing="planning a trip")
        return planned if standing is made else _planned(standing)

    def file(self, report: TripReport, *, owner: OwnerId, key: str) -> FiledReport:
        """See ``Trips``."""
        number = report_number(key)
        filed = FiledReport(number=number, owner=owner, report=report, at=self._clock.now())
        made = versioned(number=number, key=key, filed_at=stamp(filed.at), **_report_values(report))
        standing = self._once(owner, f"REPORT#{number}", made, doing="filing a report")
        return filed if standing is made else _filed(standing)

    def _once(self, owner: OwnerId, item: str, made: Mapping[str, Value], *, doing: str) -> Record:
        """Write a row unless it is there already; give what stands."""
        row = self._table.put(owner, item, made, when="attribute_not_exists(#owner)")
        with failing_as(Retryable, doing=doing):
            if holds(self._client.put_item, row):
                return made
            standing = read(self._client, self._table, owner, item)
        if standing.get("key") != made["key"]:
            raise Refused("number taken", code="number_taken")
        return standing


def _trip_values(trip: Trip) -> dict[str, Value]:
    return {
        "origin": trip.origin,
        "destination": trip.destination,
        "leaves": trip.leaves.isoformat(),
        "returns": trip.returns.isoformat(),
        "purpose": trip.purpose,
        "customer": trip.customer,
        "cost_centre": trip.cost_centre,
    }


def _planned(record: Record) -> PlannedTrip:
    trip = Trip(
        origin=str(record["origin"]),
        destination=str(record["destination"]),
        leaves=date.fromisoformat(str(record["leaves"])),
        returns=date.fromisoformat(str(record["returns"])),
        purpose=Purpose(str(record["purpose"])),
        customer=str(record["customer"]),
        cost_centre=str(record["cost_centre"]),
    )
    return PlannedTrip(
        number=str(record["number"]),
        owner=OwnerId(str(record["owner"])),
        trip=trip,
        at=moment(str(record["planned_at"])),
    )


def _report_values(report: TripReport) -> dict[str, Value]:
    return {
        "city": report.city,
        "days": report.days,
        "spent": str(report.spent.value),
        "currency": report.spent.currency,
        "remarks": report.remarks,
    }


def _filed(record: Record) -> FiledReport:
    report = TripReport(
        city=str(record["city"]),
        days=int(record["days"]),
        spent=Amount(value=Decimal(str(record["spent"])), currency=str(record["currency"])),
        remarks=str(record["remarks"]),
    )
    return FiledReport(
        number=str(record["number"]),
        owner=OwnerId(str(record["owner"])),
        report=report,
        at=moment(str(record["filed_at"])),
    )
