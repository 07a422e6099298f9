"""Weather in memory."""

from datetime import date

from lambdas.domain.weather import Forecast, Sky, UnknownCity
from tests.fakes.faults import Faults

CITIES = frozenset({"Lisbon", "Porto", "Oslo"})


class MemoryWeather:
    """Knows three cities, and is asked for others in vain."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date]] = []
        self.faults = Faults()

    def forecast(self, city: str, day: date) -> Forecast:
        """See ``Weather``."""
        with self.faults.at("forecast"):
            self.asked.append((city, day))
            if city not in CITIES:
                raise UnknownCity
            return Forecast(city=city, day=day, sky=Sky.RAIN, low=12, high=17, rain=60)
