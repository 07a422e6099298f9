"""What the concierge tells: opening hours, ways and the weather, and how follow-ups go on."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from definition.read import read_bot
from definition.texts import texts
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.house import MINUTES, OPEN, Place, Room
from lambdas.domain.ids import BotId
from lambdas.domain.intent import Action, Call, Intent, Outcome, Slot, Source
from lambdas.domain.reply import Card
from lambdas.domain.wording import read_texts
from lambdas.intents.house import TellHours, TellTravelTime, TellWay
from lambdas.intents.weather import TellWeather
from tests.calls import an_errand
from tests.fakes.clock import SetClock
from tests.fakes.weather import MemoryWeather
from tests.unit.intents.hotels import said

CONCIERGE = read_bot(Path(__file__).parents[3] / "bots" / "concierge" / "bot.yaml")
TEXTS = read_texts(json.dumps({"concierge": texts(CONCIERGE)}))
BREAKFAST = (
    "The breakfast room is open as follows: Monday to Friday from 6:30 to 10:30, "
    "Saturday and Sunday from 7:30 to 11:30."
)
TODAY = "2026-11-22"  # a Sunday


def a_call(intent: str, slots: Mapping[str, str], attributes: Mapping[str, str] | None = None) -> Call:
    """A fulfilment call; the other slots of the intent are empty."""
    empty: dict[str, Slot | None] = dict.fromkeys(CONCIERGE.intents[intent].slots)
    filled = {name: Slot(original=value, interpreted=value) for name, value in slots.items()}
    return Call(
        bot=BotId("concierge"),
        locale="en-US",
        intent=intent,
        source=Source.FULFILMENT,
        slots=empty | filled,
        attributes=attributes or {},
    )


class Concierge:
    """The intents under test, with one session's attributes."""

    def __init__(self) -> None:
        self.weather = MemoryWeather()
        clock = SetClock()
        self._intents: Mapping[str, Intent] = {
            "OpeningHours": TellHours(texts=TEXTS, follows=False),
            "OpeningHoursThen": TellHours(texts=TEXTS, follows=True),
            "Directions": TellWay(texts=TEXTS),
            "TravelTime": TellTravelTime(texts=TEXTS),
            "Weather": TellWeather(weather=self.weather, clock=clock, texts=TEXTS, follows=False),
            "WeatherThen": TellWeather(weather=self.weather, clock=clock, texts=TEXTS, follows=True),
        }
        self._attributes: Mapping[str, str] = {}

    def hears(self, intent: str, **slots: str) -> Outcome:
        outcome = self._intents[intent](a_call(intent, slots, self._attributes), an_errand(intent=intent))
        self._attributes = outcome.attributes
        return outcome


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({"Room": "pool"}, "The pool is open from 7:00 to 22:00 every day."),
        ({"Room": "reception"}, "The reception is open day and night."),
        ({"Room": "spa", "Day": "2026-11-23"}, "The spa is closed on Monday."),
        (
            {"Room": "restaurant", "Day": "2026-11-28"},
            "The restaurant is open from 12:00 to 15:00 and from 19:00 to 23:00 on Saturday.",
        ),
        ({"Room": "breakfast"}, BREAKFAST),
        # A month is no day.
        ({"Room": "pool", "Day": "2026-11"}, "The pool is open from 7:00 to 22:00 every day."),
    ],
)
def test_opening_hours_are_told(slots: dict[str, str], text: str) -> None:
    outcome = Concierge().hears("OpeningHours", **slots)

    assert (outcome.action, said(outcome)) == (Action.CLOSE_FULFILLED, text)


def test_a_follow_up_keeps_the_room_or_the_day() -> None:
    concierge = Concierge()
    concierge.hears("OpeningHours", Room="gym", Day="2026-11-23")

    other_room = concierge.hears("OpeningHoursThen", Room="spa")
    other_day = concierge.hears("OpeningHoursThen", Day="2026-11-24")

    assert said(other_room) == "The spa is closed on Monday."
    assert said(other_day) == "The spa is open from 10:00 to 20:00 on Tuesday."


def test_a_new_question_forgets_the_day_before() -> None:
    concierge = Concierge()
    concierge.hears("OpeningHours", Room="spa", Day="2026-11-23")

    outcome = concierge.hears("OpeningHours", Room="pool")

    assert said(outcome).endswith("every day.")


@pytest.mark.parametrize("room", list(Room))
def test_every_room_has_hours_for_seven_days_and_a_name(room: Room) -> None:
    outcome = Concierge().hears("OpeningHours", Room=room)

    assert len(OPEN[room]) == 7
    assert said(outcome).startswith("The ")


@pytest.mark.parametrize("place", list(Place))
def test_the_way_to_every_place_has_a_card_and_its_minutes(place: Place) -> None:
    concierge = Concierge()

    way = concierge.hears("Directions", Place=place)
    time = concierge.hears("TravelTime", Place=place)

    assert [part.title for part in way.parts if isinstance(part, Card)] == [place.capitalize()]
    assert all(f"{minutes} minutes" in said(time) for minutes in MINUTES[place].values())


def test_only_the_way_that_was_asked_for_is_told() -> None:
    outcome = Concierge().hears("TravelTime", Place="castle", Means="bus")

    assert said(outcome) == "To the castle it is 10 minutes by bus."


def test_a_way_that_there_is_not_is_said_to_be_none() -> None:
    outcome = Concierge().hears("TravelTime", Place="beach", Means="metro")

    assert said(outcome) == "To the beach there is no such way; it is 8 minutes on foot."


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({}, "Lisbon, today: rain, 12 to 17 °C (54 to 63 °F), chance of rain 60 %."),
        ({"Date": "2026-11-23"}, "Lisbon, tomorrow: rain,"),
        ({"City": "Oslo", "Date": "2026-12-06"}, "Oslo, Sunday, December 6, 2026: rain,"),
        ({"Date": "2026-12-07"}, "I can look 14 days ahead, not further."),
        ({"Date": "2026-11-21"}, "I only look ahead."),
        ({"Date": "2026-W49"}, "I can tell the weather of one day."),
    ],
)
def test_the_weather_is_told(slots: dict[str, str], text: str) -> None:
    outcome = Concierge().hears("Weather", **slots)

    assert outcome.action is Action.CLOSE_FULFILLED
    assert said(outcome).startswith(text)


def test_a_follow_up_keeps_the_city_or_the_day_of_the_weather() -> None:
    concierge = Concierge()
    concierge.hears("Weather", City="Oslo", Date=TODAY)

    concierge.hears("WeatherThen", Date="2026-11-24")
    concierge.hears("WeatherThen", City="Porto")

    asked = [("Oslo", date(2026, 11, 22)), ("Oslo", date(2026, 11, 24)), ("Porto", date(2026, 11, 24))]
    assert concierge.weather.asked == asked


def test_a_city_that_nobody_knows_is_said_to_be_unknown() -> None:
    outcome = Concierge().hears("Weather", City="Atlantis")

    assert (outcome.action, said(outcome)) == (
        Action.CLOSE_FAILED,
        "I do not know the weather in Atlantis.",
    )


def test_while_the_service_fails_people_hear_so_at_once() -> None:
    concierge = Concierge()
    concierge.weather.faults.fail("forecast", Retryable("away"))

    outcome = concierge.hears("Weather")

    assert outcome.action is Action.CLOSE_FAILED
    assert said(outcome).startswith("Sorry, I cannot see the weather just now.")


def test_what_the_service_refuses_is_raised() -> None:
    concierge = Concierge()
    concierge.weather.faults.fail("forecast", Refused("bad request"))

    with pytest.raises(Refused):
        concierge.hears("Weather")
