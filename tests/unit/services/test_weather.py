"""What is read from a weather service's answers."""

from datetime import date
from typing import Any

import pytest

from lambdas.domain.errors import Retryable
from lambdas.domain.weather import Sky
from lambdas.services.weather import read_forecast, sky_of

DAY = date(2027, 3, 1)


def a_day(**changed: object) -> dict[str, Any]:
    daily: dict[str, Any] = {
        "time": ["2027-03-01"],
        "weather_code": [61],
        "temperature_2m_max": [17.4],
        "temperature_2m_min": [11.6],
        "precipitation_probability_max": [60],
    }
    return {"daily": daily | changed}


def test_degrees_are_rounded() -> None:
    forecast = read_forecast(a_day(), "Lisbon", DAY)

    assert (forecast.city, forecast.sky, forecast.low, forecast.high) == ("Lisbon", Sky.RAIN, 12, 17)
    assert forecast.rain == 60


def test_where_no_chance_of_rain_is_known_there_is_none() -> None:
    forecast = read_forecast(a_day(precipitation_probability_max=[None]), "Lisbon", DAY)

    assert forecast.rain == 0


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"daily": None},
        a_day(time=["2027-03-02"]),
        a_day(weather_code=[7]),
        a_day(weather_code=[]),
        a_day(temperature_2m_max=[None]),
        a_day(temperature_2m_min=["cold"]),
        a_day(temperature_2m_min=[float("inf")]),
    ],
)
def test_an_answer_that_tells_no_weather_may_be_better_later(answer: dict[str, Any]) -> None:
    with pytest.raises(Retryable, match="not understood"):
        read_forecast(answer, "Lisbon", DAY)


@pytest.mark.parametrize(
    ("code", "sky"),
    [(0, Sky.CLEAR), (3, Sky.CLOUDY), (48, Sky.FOG), (82, Sky.RAIN), (86, Sky.SNOW), (99, Sky.STORM)],
)
def test_a_weather_code_is_a_sky(code: int, sky: Sky) -> None:
    assert sky_of(code) is sky
