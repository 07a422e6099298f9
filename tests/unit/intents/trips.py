"""The intents of business trips with what they keep, and calls of them with every slot filled."""

from collections.abc import Mapping

from lambdas.domain.ids import BotId
from lambdas.domain.intent import Call, Confirmation, Intent, Outcome, Slot, Source
from lambdas.intents.trips import PlanTrip, ReportTrip
from tests.calls import an_errand, travel_texts
from tests.fakes.clock import SetClock
from tests.fakes.trips import MemoryTrips

TEXTS = travel_texts()
TRIP: dict[str, str | None] = {
    "From": "Berlin",
    "To": "Paris",
    "Departure": "2026-12-01",
    "Return": "2026-12-04",
    "Purpose": "conference",
    "Customer": None,
    "CostCentre": "CC-4711",
}
REPORT: dict[str, str | None] = {
    "City": "Paris",
    "Days": "P3D",
    "Spent": "480.50 EUR",
    "Remarks": "Good talks.",
}


class Office:
    """The intents under test with their trips and reports."""

    def __init__(self) -> None:
        clock = SetClock()
        self.trips = MemoryTrips(clock=clock)
        self._intents: Mapping[str, Intent] = {
            "PlanTrip": PlanTrip(trips=self.trips, clock=clock, texts=TEXTS),
            "ReportTrip": ReportTrip(trips=self.trips, texts=TEXTS),
        }

    def hears(self, call: Call) -> Outcome:
        return self._intents[call.intent](call, an_errand(intent=call.intent, step=call.step))

    def confirmed(self, call: Call) -> Outcome:
        """What comes of a yes to the summary of a call."""
        summary = self.hears(call)
        return self.hears(
            Call(
                bot=call.bot,
                locale=call.locale,
                intent=call.intent,
                source=Source.FULFILMENT,
                slots=call.slots,
                confirmation=Confirmation.CONFIRMED,
                attributes=summary.attributes,
            )
        )


def a_trip_call(slots: Mapping[str, str | None] | None = None) -> Call:
    """A call with every slot of a trip filled; ``slots`` changes some, None empties one."""
    return _call("PlanTrip", TRIP | dict(slots or {}))


def a_report_call(slots: Mapping[str, str | None] | None = None) -> Call:
    """A call with every slot of a report filled; ``slots`` changes some, None empties one."""
    return _call("ReportTrip", REPORT | dict(slots or {}))


def _call(intent: str, values: Mapping[str, str | None]) -> Call:
    return Call(
        bot=BotId("travel"),
        locale="en-US",
        intent=intent,
        source=Source.DIALOG,
        slots={
            name: None if value is None else Slot(original=value, interpreted=value)
            for name, value in values.items()
        },
    )
