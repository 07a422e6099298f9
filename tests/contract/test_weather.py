"""What everything that knows the weather keeps to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dev.weather.rehearsed import RehearsedWeather
from dev.weather.service import Mishap
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.weather import MOST_DAYS_AHEAD, NoWeather, UnknownCity, Weather
from lambdas.services.weather import TRIES
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.fakes.weather import MemoryWeather
from tests.weather_service import Forecasting, a_weather_service

TODAY = NOW.date()


@pytest.fixture
def service() -> Iterator[Forecasting]:
    """The local double of the service; the real one documents the same."""
    with a_weather_service(now=SetClock().now) as running:
        yield running


@pytest.fixture(params=["service", "rehearsed", "fake"])
def weather(request: pytest.FixtureRequest) -> Weather:
    match request.param:
        case "service":
            running: Forecasting = request.getfixturevalue("service")
            return running.weather
        case "rehearsed":
            return RehearsedWeather(clock=SetClock())
        case _:
            return MemoryWeather()


@pytest.mark.parametrize("days", [0, 1, MOST_DAYS_AHEAD])
def test_the_weather_of_a_day_is_told(weather: Weather, days: int) -> None:
    day = TODAY + timedelta(days=days)

    forecast = weather.forecast("Oslo", day)

    assert (forecast.city, forecast.day) == ("Oslo", day)
    assert forecast.low <= forecast.high
    assert 0 <= forecast.rain <= 100


def test_the_same_is_told_twice(weather: Weather) -> None:
    first = weather.forecast("Porto", TODAY)

    assert weather.forecast("Porto", TODAY) == first


def test_a_city_that_nobody_knows_is_refused(weather: Weather) -> None:
    with pytest.raises(UnknownCity):
        weather.forecast("Xyzzyville", TODAY)


def test_a_rehearsal_has_the_weather_of_the_wire(service: Forecasting) -> None:
    rehearsed = RehearsedWeather(clock=SetClock()).forecast("Lisbon", TODAY)

    assert service.weather.forecast("Lisbon", TODAY) == rehearsed


@pytest.mark.parametrize("mishap", [Mishap.BROKEN, Mishap.LIMITED, Mishap.LOST])
def test_one_failure_is_tried_again(service: Forecasting, mishap: Mishap) -> None:
    service.service.mishaps = [mishap]

    assert service.weather.forecast("Lisbon", TODAY).city == "Lisbon"


@pytest.mark.parametrize("mishap", [Mishap.BROKEN, Mishap.LIMITED, Mishap.LOST])
def test_more_failures_may_pass_later(service: Forecasting, mishap: Mishap) -> None:
    service.service.mishaps = [mishap] * TRIES

    with pytest.raises(Retryable):
        service.weather.forecast("Lisbon", TODAY)


def test_a_slow_service_is_not_waited_for() -> None:
    with a_weather_service(now=SetClock().now, within_s=0.3, slow_s=60) as running:
        running.service.mishaps = [Mishap.SLOW]

        with pytest.raises(Retryable, match="Timeout"):
            running.weather.forecast("Lisbon", TODAY)


def test_a_day_out_of_reach_is_refused(service: Forecasting) -> None:
    with pytest.raises(Refused, match="400"):
        service.weather.forecast("Lisbon", TODAY + timedelta(days=30))


def test_a_stage_without_a_service_refuses() -> None:
    with pytest.raises(Refused, match="no weather service"):
        NoWeather().forecast("Lisbon", TODAY)
