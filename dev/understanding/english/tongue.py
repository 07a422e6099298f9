"""English, as it is spoken where a locale says."""

from dev.understanding.english.answers import ANSWERS, FILLERS
from dev.understanding.english.calendar import CALENDAR
from dev.understanding.english.durations import DURATIONS
from dev.understanding.english.money import money
from dev.understanding.english.numbers import number_at
from dev.understanding.english.people import PEOPLE
from dev.understanding.english.places import PLACES, country_names
from dev.understanding.english.times import TIMES
from dev.understanding.phrases import any_of
from dev.understanding.tongue import Tongue

_MONTH_FIRST = {"en-US"}
_ORIGIN = ("from", "leave|leaving|depart|departing [from]", "live|living|based|am in", "i'm|we're in")
_DENYING = ("not [in|to|for|from|on|a|the]", "instead of", "rather than", "no longer [in|to]", "isn't|wasn't")

_PEOPLE_BEFORE = (
    "we|there are|were|is",
    "we're|there's",
    "we|there will|would be",
    "we'll|we'd|there'll|there'd be",
    "group|party|family of",
)
_PEOPLE_AFTER = ("of us|them", "people|guests|adults")


def english(locale: str) -> Tongue:
    """Give English in a locale; 9/1 is September 1 in en-US and January 9 elsewhere."""
    return Tongue(
        day_first=locale not in _MONTH_FIRST,
        number=number_at,
        calendar=CALENDAR,
        durations=DURATIONS,
        clock=TIMES,
        money=money(locale),
        places=PLACES,
        people=PEOPLE,
        countries=country_names(),
        fillers=FILLERS,
        answers=ANSWERS,
        origin=any_of(_ORIGIN),
        denying=any_of(_DENYING),
        people_before=any_of(_PEOPLE_BEFORE),
        people_after=any_of(_PEOPLE_AFTER),
    )
