"""The local weather service on this machine's loopback, and our adapter before it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from urllib3 import PoolManager

from dev.weather.server import WeatherServer
from dev.weather.service import WeatherService, cities
from lambdas.services.weather import HttpWeather


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasting:
    """A running service and the adapter that asks there."""

    service: WeatherService
    weather: HttpWeather
    url: str


@contextmanager
def a_weather_service(
    *, now: Callable[[], datetime], within_s: float = 20, slow_s: float = 5
) -> Iterator[Forecasting]:
    """A fresh service with its adapter; it has read its cities, as one that listens has."""
    cities()
    service = WeatherService(now=now, slow_s=slow_s)
    with WeatherServer(service) as server, server.answering(), PoolManager() as http:
        weather = HttpWeather(url=server.url, places_url=server.url, http=http, within_s=within_s)
        yield Forecasting(service=service, weather=weather, url=server.url)
