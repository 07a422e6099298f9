"""Trips and reports in memory."""

from lambdas.domain.ids import OwnerId
from lambdas.domain.ports import Clock
from lambdas.domain.trips import (
    FiledReport,
    PlannedTrip,
    Trip,
    TripReport,
    report_number,
    trip_number,
)
from tests.fakes.faults import Faults


class MemoryTrips:
    """What was planned and filed, by owner and key."""

    def __init__(self, *, clock: Clock) -> None:
        self.clock = clock
        self.planned: dict[tuple[OwnerId, str], PlannedTrip] = {}
        self.filed: dict[tuple[OwnerId, str], FiledReport] = {}
        self.faults = Faults()

    def plan(self, trip: Trip, *, owner: OwnerId, key: str) -> PlannedTrip:
        """See ``Trips``."""
        with self.faults.at("plan"):
            planned = PlannedTrip(number=trip_number(key), owner=owner, trip=trip, at=self.clock.now())
            return self.planned.setdefault((owner, key), planned)

    def file(self, report: TripReport, *, owner: OwnerId, key: str) -> FiledReport:
        """See ``Trips``."""
        with self.faults.at("file"):
            filed = FiledReport(number=report_number(key), owner=owner, report=report, at=self.clock.now())
            return self.filed.setdefault((owner, key), filed)
