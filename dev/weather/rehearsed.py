"""The local weather without the wire, for rehearsals."""

from dataclasses import dataclass
from datetime import date

from dev.weather.service import WeatherService
from lambdas.domain.errors import Retryable
from lambdas.domain.ports import Clock
from lambdas.domain.weather import Forecast, UnknownCity
from lambdas.services.weather import DAILY, read_forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedWeather:
    """See ``Weather``; what the local service would say."""

    clock: Clock

    def forecast(self, city: str, day: date) -> Forecast:
        """See ``Weather``."""
        service = WeatherService(now=self.clock.now)
        places = service.search({"name": city, "count": "1"}).body.get("results")
        if not places:
            raise UnknownCity
        position = {name: str(places[0][name]) for name in ("latitude", "longitude")}
        days = {"start_date": day.isoformat(), "end_date": day.isoformat()}
        answer = service.forecast({**position, **days, "daily": ",".join(DAILY), "timezone": "auto"})
        if answer.status != 200:  # noqa: PLR2004 (the one good answer)
            raise Retryable(str(answer.body["reason"]))
        return read_forecast(answer.body, city, day)
