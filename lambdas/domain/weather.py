"""The weather of a day, and the port it is asked of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from lambdas.domain.errors import Refused

MOST_DAYS_AHEAD: Final = 14
"""How far a forecast reaches, in every place's own time."""


class Sky(StrEnum):
    """What the day looks like, coarsely."""

    CLEAR = "clear"
    CLOUDY = "cloudy"
    FOG = "fog"
    RAIN = "rain"
    SNOW = "snow"
    STORM = "storm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One day in one city: degrees Celsius, and how likely rain or snow is, in percent."""

    city: str
    day: date
    sky: Sky
    low: int
    high: int
    rain: int


class UnknownCity(Refused):
    """Nobody knows the weather there."""

    def __init__(self) -> None:
        super().__init__("city unknown to the weather service", code="unknown_city")


class Weather(Protocol):
    """Who knows what the weather will be."""

    def forecast(self, city: str, day: date) -> Forecast:
        """The weather of a day, today or at most ``MOST_DAYS_AHEAD`` ahead.

        Raises ``UnknownCity``, any other ``Refused`` when it will never be told, or ``Retryable``.
        """
        ...


class NoWeather:
    """See ``Weather``; for a stage that has no such service."""

    def forecast(self, city: str, day: date) -> Forecast:
        """Know nothing."""
        del city, day
        raise Refused("no weather service is configured", code="not_configured")
