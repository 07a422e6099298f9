"""The weather from Open-Meteo, or from whoever speaks as it does: a place by its name, then a day there.

Source: https://open-meteo.com/en/docs/geocoding-api, https://open-meteo.com/en/docs (parameters, WMO codes,
the answer to a bad request)
"""

import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.weather import Forecast, Sky, UnknownCity

log = logging.getLogger(__name__)

TRIES: Final = 2
CONNECT_S: Final = 1.0
LEAST_S: Final = 0.3
"""With less time left than this, another try would only be given up again."""

LONGEST_BYTES: Final = 64 * 1024
DAILY: Final = ("weather_code", "temperature_2m_max", "temperature_2m_min", "precipitation_probability_max")

SKIES: Final[Mapping[Sky, frozenset[int]]] = {
    Sky.CLEAR: frozenset({0, 1}),
    Sky.CLOUDY: frozenset({2, 3}),
    Sky.FOG: frozenset({45, 48}),
    Sky.RAIN: frozenset({51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 80, 81, 82}),
    Sky.SNOW: frozenset({71, 73, 75, 77, 85, 86}),
    Sky.STORM: frozenset({95, 96, 99}),
}


class HttpWeather:
    """Asks for the place and then for the day there; both are tried again while there is time.

    url: of the forecasts. places_url: of the search for places. within_s: for both together.
    """

    def __init__(
        self,
        *,
        url: str,
        places_url: str,
        http: PoolManager,
        within_s: float,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._forecasts, self._places, self._http = f"{url}/v1/forecast", f"{places_url}/v1/search", http
        self._within_s, self._ticks = within_s, ticks

    def forecast(self, city: str, day: date) -> Forecast:
        """See ``Weather``."""
        ends_at = self._ticks() + self._within_s
        found = self._ask(self._places, {"name": city, "count": "1", "format": "json"}, ends_at=ends_at)
        query = {
            **_position(found),
            "daily": ",".join(DAILY),
            "timezone": "auto",
            "start_date": day.isoformat(),
            "end_date": day.isoformat(),
        }
        return read_forecast(self._ask(self._forecasts, query, ends_at=ends_at), city, day)

    def _ask(self, url: str, query: Mapping[str, str], *, ends_at: float) -> Mapping[str, Any]:
        """The answer to one request; raises ``Retryable``, or ``Refused`` for a request that is wrong."""
        tries_left = TRIES
        while True:
            try:
                status, body = self._get(url, query, within_s=ends_at - self._ticks())
            except HTTPError as error:
                failure = type(error).__name__
            else:
                if status == 200:  # noqa: PLR2004 (the one good answer)
                    return _object(body)
                if status < 500 and status != 429:  # noqa: PLR2004 (the client's failures, but for haste)
                    log.error("weather service does not take our request", extra={"status": status})
                    raise Refused(f"weather service refused: {status}", code="refused_by_service")
                failure = str(status)
            log.warning("weather service failed", extra={"failure": failure})
            tries_left -= 1
            if not tries_left or ends_at - self._ticks() < LEAST_S:
                raise Retryable(f"weather service failed: {failure}")

    def _get(self, url: str, query: Mapping[str, str], *, within_s: float) -> tuple[int, bytes]:
        response = self._http.request(
            "GET",
            url,
            fields=query,
            timeout=Timeout(connect=CONNECT_S, total=max(within_s, LEAST_S)),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        # We asked for no compression, and what is not read as it came cannot swell.
        body = response.read(LONGEST_BYTES + 1, decode_content=False)
        if len(body) > LONGEST_BYTES:
            response.close()
            body = b""
        response.release_conn()
        return response.status, body


def read_forecast(given: Mapping[str, Any], city: str, day: date) -> Forecast:
    """The day's weather in an answer; raises ``Retryable`` where it tells none."""
    try:
        daily = given["daily"]
        code, high, low, rain = (daily[name][daily["time"].index(day.isoformat())] for name in DAILY)
        # How likely rain is, is not known for every model and day.
        return Forecast(
            city=city, day=day, sky=sky_of(code), low=round(low), high=round(high), rain=round(rain or 0)
        )
    except (ValueError, TypeError, LookupError, OverflowError):
        raise _not_understood() from None


def sky_of(code: int) -> Sky:
    """What a WMO weather code means; raises LookupError for one that is not documented."""
    for sky, codes in SKIES.items():
        if code in codes:
            return sky
    raise LookupError(code)


def _position(found: Mapping[str, Any]) -> dict[str, str]:
    """Where the first place is; raises ``UnknownCity`` where there is none, or ``Retryable``."""
    try:
        places = found.get("results") or ()
        if not places:
            raise UnknownCity
        return {name: str(float(places[0][name])) for name in ("latitude", "longitude")}
    except (ValueError, TypeError, LookupError, AttributeError):
        raise _not_understood() from None


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise _not_understood() from None
    if not isinstance(given, dict):
        raise _not_understood()
    return given


def _not_understood() -> Retryable:
    return Retryable("weather service's answer not understood")
