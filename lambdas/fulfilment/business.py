"""What the bots do: the one list of intents with code behind them, wherever they are run."""

from collections.abc import Mapping
from dataclasses import dataclass

from lambdas.domain.hotel import Bookings
from lambdas.domain.intent import Intent
from lambdas.domain.ports import Clock
from lambdas.domain.trips import Trips
from lambdas.domain.weather import Weather
from lambdas.domain.wording import Texts
from lambdas.intents.hotel import BookHotel, TellBookings
from lambdas.intents.house import TellHours, TellTravelTime, TellWay
from lambdas.intents.trips import PlanTrip, ReportTrip
from lambdas.intents.weather import TellWeather


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What the intents act with."""

    bookings: Bookings
    trips: Trips
    weather: Weather


def intents_of(business: Business, *, clock: Clock, texts: Texts) -> Mapping[str, Intent]:
    """Every intent with a hook in a bot's definition, by its name there."""
    return {
        "BookHotel": BookHotel(bookings=business.bookings, clock=clock, texts=texts),
        "MyBookings": TellBookings(bookings=business.bookings, texts=texts),
        "PlanTrip": PlanTrip(trips=business.trips, clock=clock, texts=texts),
        "ReportTrip": ReportTrip(trips=business.trips, texts=texts),
        "OpeningHours": TellHours(texts=texts, follows=False),
        "OpeningHoursThen": TellHours(texts=texts, follows=True),
        "Directions": TellWay(texts=texts),
        "TravelTime": TellTravelTime(texts=texts),
        "Weather": TellWeather(weather=business.weather, clock=clock, texts=texts, follows=False),
        "WeatherThen": TellWeather(weather=business.weather, clock=clock, texts=texts, follows=True),
    }
