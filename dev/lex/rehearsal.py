"""A bot's own fulfilment code in this process, with bookings that last as long as it does."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from definition.bot import Bot
from definition.texts import texts
from dev.weather.rehearsed import RehearsedWeather
from lambdas.domain.hotel import MOST_TOLD, Booking, Stay, booking_number
from lambdas.domain.ids import OwnerId
from lambdas.domain.intent import PRIVATE, YES, Errand, Intent, Outcome
from lambdas.domain.ports import Clock
from lambdas.domain.requirement import read_required
from lambdas.domain.signed_in import People, SignedIn
from lambdas.domain.trips import FiledReport, PlannedTrip, Trip, TripReport, report_number, trip_number
from lambdas.domain.wording import read_texts
from lambdas.flows.sign_in_first import Door
from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.business import Business, intents_of
from lambdas.fulfilment.wiring import FulfilmentApp


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingClock:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        """See ``Clock``."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class _TrustingSeal:
    """Takes a turn's name for its sealed envelope: in a rehearsal nobody else is there.

    A call without one is a turn of its own.
    """

    bot: str

    def seal(self, _purpose: str, claims: Mapping[str, str], *, expires: datetime) -> str:
        """See ``Seal``."""
        del expires
        return claims["turn"]

    def open(self, _purpose: str, token: str) -> Mapping[str, str]:
        """See ``Seal``."""
        return {
            "owner": "rehearsal",
            "turn": token or str(uuid.uuid4()),
            "bot": self.bot,
            "scope": "intent:*",
            PRIVATE: YES,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bookings:
    clock: Clock
    made: dict[tuple[OwnerId, str], Booking] = field(default_factory=dict)

    def book(self, stay: Stay, *, owner: OwnerId, key: str, person: SignedIn | None = None) -> Booking:
        """See ``Bookings``."""
        del person  # nobody signs out meanwhile
        booking = Booking(number=booking_number(key), owner=owner, stay=stay, at=self.clock.now())
        return self.made.setdefault((owner, key), booking)

    def of(self, owner: OwnerId, *, person: SignedIn | None = None) -> Sequence[Booking]:
        """See ``Bookings``."""
        del person
        found = [booking for (whose, _), booking in self.made.items() if whose == owner]
        return found[::-1][:MOST_TOLD]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trips:
    clock: Clock

    def plan(self, trip: Trip, *, owner: OwnerId, key: str) -> PlannedTrip:
        """See ``Trips``."""
        return PlannedTrip(number=trip_number(key), owner=owner, trip=trip, at=self.clock.now())

    def file(self, report: TripReport, *, owner: OwnerId, key: str) -> FiledReport:
        """See ``Trips``."""
        return FiledReport(number=report_number(key), owner=owner, report=report, at=self.clock.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Results:
    kept: dict[str, Outcome] = field(default_factory=dict)

    def find(self, errand: Errand) -> Outcome | None:
        """See ``Results``."""
        return self.kept.get(errand.key)

    def keep(self, errand: Errand, outcome: Outcome) -> Outcome:
        """See ``Results``."""
        return self.kept.setdefault(errand.key, outcome)


class RehearsalHook:
    """See ``Hook``; the envelope of a turn is the turn's own name.

    instead: what is done for intents in place of the bots' own code. people: who is signed in; None where
    nobody can.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        clock: Clock,
        instead: Mapping[str, Intent] | None = None,
        people: People | None = None,
    ) -> None:
        spoken = json.dumps({bot.name: texts(bot)})
        wording = read_texts(spoken)
        business = Business(
            bookings=_Bookings(clock=clock), trips=_Trips(clock=clock), weather=RehearsedWeather(clock=clock)
        )
        self.app = FulfilmentApp(
            seal=_TrustingSeal(bot=bot.name),
            results=_Results(),
            intents={**intents_of(business, clock=clock, texts=wording), **(instead or {})},
            texts=wording,
            door=Door(texts=wording, people=people, required=read_required(spoken)),
        )

    def __call__(self, event: Mapping[str, Any]) -> object:
        """See ``Hook``; event and answer go through JSON, as they do through Lambda."""
        answer = answer_lex(json.loads(json.dumps(event)), app=self.app)
        return json.loads(json.dumps(answer))
