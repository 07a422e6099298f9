"""Spanish, as it is spoken where a locale says."""

from dev.understanding.phrases import any_of
from dev.understanding.spanish.answers import ANSWERS, FILLERS
from dev.understanding.spanish.calendar import CALENDAR
from dev.understanding.spanish.countries import COUNTRIES
from dev.understanding.spanish.durations import DURATIONS
from dev.understanding.spanish.money import money
from dev.understanding.spanish.numbers import number_at
from dev.understanding.spanish.people import PEOPLE
from dev.understanding.spanish.places import PLACES
from dev.understanding.spanish.times import TIMES
from dev.understanding.tongue import Tongue

_ORIGIN = (
    "de|desde",
    "salgo|salimos|saliendo|salir|vengo|venimos|viniendo [de|desde]",
    "vivo|vivimos|estoy|estamos|resido en",
)
_DENYING = (
    "no en|a|para|es|era|el|la|quiero|queremos [en|a|el|la|ir]",
    "en vez|lugar de|del [el]",
    "ya no [en|a]",
)

_PEOPLE_BEFORE = ("somos|seremos|seriamos|eramos", "vamos|iremos [a] ser", "grupo|familia de")
_PEOPLE_AFTER = ("de nosotros|nosotras", "en total", "personas|huespedes|adultos")


def spanish(locale: str) -> Tongue:
    """Give Spanish in a locale; 9/1 is January 9 wherever it is spoken."""
    return Tongue(
        day_first=True,
        number=number_at,
        calendar=CALENDAR,
        durations=DURATIONS,
        clock=TIMES,
        money=money(locale),
        places=PLACES,
        people=PEOPLE,
        countries=COUNTRIES,
        fillers=FILLERS,
        answers=ANSWERS,
        origin=any_of(_ORIGIN),
        denying=any_of(_DENYING),
        people_before=any_of(_PEOPLE_BEFORE),
        people_after=any_of(_PEOPLE_AFTER),
    )
