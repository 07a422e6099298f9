"""Tell the weather of a day in a city; a follow-up changes the one or the other."""

import logging
from datetime import date, timedelta
from typing import Final

from lambdas.domain.errors import Retryable
from lambdas.domain.house import HOME
from lambdas.domain.intent import Action, Call, Errand, Outcome
from lambdas.domain.ports import Clock
from lambdas.domain.weather import MOST_DAYS_AHEAD, Forecast, UnknownCity, Weather
from lambdas.domain.wording import Texts, Wording
from lambdas.kit.iso8601 import read_day
from lambdas.kit.long_date import long_date, weekday_name

log = logging.getLogger(__name__)

INTENT: Final = "Weather"
CITY: Final = "City"
DATE: Final = "Date"

ASKED_CITY: Final = "weather-city"
ASKED_DATE: Final = "weather-date"
"""The session attributes that a follow-up goes by."""

Told = tuple[Action, str, dict[str, str | int]]
"""What comes of it: how it ends, the name of what is said, and what is put into that."""


class TellWeather:
    """Tells the weather; see ``Intent``. The words are those of the intent ``Weather``.

    follows: whether what is not said now is what was asked before.
    """

    def __init__(self, *, weather: Weather, clock: Clock, texts: Texts, follows: bool) -> None:
        self._weather, self._clock, self._texts, self._follows = weather, clock, texts, follows

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        del errand  # nothing is done
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=INTENT)
        today = self._clock.now().date()
        city = self._asked(call, CITY, ASKED_CITY) or HOME
        day = self._asked(call, DATE, ASKED_DATE) or today.isoformat()
        action, reply, words = self._told(city, day, call.locale, wording, today=today)
        attributes = {**call.attributes, ASKED_CITY: city, ASKED_DATE: day}
        return Outcome(action=action, parts=wording.parts(reply, **words), attributes=attributes)

    def _asked(self, call: Call, slot: str, before: str) -> str:
        given = call.slots.get(slot)
        if given and given.interpreted:
            return given.interpreted
        return call.attributes.get(before, "") if self._follows else ""

    def _told(self, city: str, asked: str, locale: str, wording: Wording, *, today: date) -> Told:
        try:
            day = read_day(asked)
        except ValueError:
            return Action.CLOSE_FULFILLED, "unclear_day", {}
        if day < today:
            return Action.CLOSE_FULFILLED, "past_day", {}
        if day > today + timedelta(days=MOST_DAYS_AHEAD):
            return Action.CLOSE_FULFILLED, "too_far", {"MaxDays": MOST_DAYS_AHEAD}
        try:
            forecast = self._weather.forecast(city, day)
        except UnknownCity:
            return Action.CLOSE_FAILED, "unknown_city", {CITY: city}
        except Retryable as error:
            # Who asks for the weather rather hears at once that there is none.
            log.warning("weather not told: %s", error)
            return Action.CLOSE_FAILED, "away", {CITY: city}
        return Action.CLOSE_FULFILLED, "forecast", _words(forecast, locale, wording, today=today)


def _words(forecast: Forecast, locale: str, wording: Wording, *, today: date) -> dict[str, str | int]:
    return {
        CITY: wording.say("home") if forecast.city == HOME else forecast.city,
        "Day": _day(forecast.day, locale, wording, today=today),
        "Sky": wording.say(f"sky_{forecast.sky}"),
        "Low": forecast.low,
        "High": forecast.high,
        "LowF": _fahrenheit(forecast.low),
        "HighF": _fahrenheit(forecast.high),
        "Rain": forecast.rain,
    }


def _day(day: date, locale: str, wording: Wording, *, today: date) -> str:
    for name, days in (("today", 0), ("tomorrow", 1)):
        if day == today + timedelta(days=days):
            return wording.say(name)
    weekday = weekday_name(day.weekday(), locale)
    return wording.say("on_day", Weekday=weekday, Date=long_date(day, locale))


def _fahrenheit(celsius: int) -> int:
    return round(celsius * 9 / 5 + 32)
