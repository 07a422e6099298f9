"""The local weather service on this machine's loopback, and our adapter before it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from urllib3 import PoolManager

from dev.weather.server import WeatherServer
from dev.weather.service import WeatherService
from lambdas.services.weather import HttpWeather


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasting:
    """A running service and the adapter that asks there."""

    service: WeatherService
    weather: HttpWeather
    url: str


@contextmanager
def a_weather_service(
    *, now: Callable[[], datetime], within_s: float = 3, slow_s: float = 5
) -> Iterator[Forecasting]:
    """A fresh service with its adapter."""
    service = WeatherService(now=now, slow_s=slow_s)
    with WeatherServer(service) as server, PoolManager() as http:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        weather = HttpWeather(url=server.url, places_url=server.url, http=http, within_s=within_s)
        try:
            yield Forecasting(service=service, weather=weather, url=server.url)
        finally:
            server.shutdown()
            thread.join()
