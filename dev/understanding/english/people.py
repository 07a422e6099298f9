"""How people say in English who they are."""

from dev.understanding.english.answers import FILLERS
from dev.understanding.english.calendar import MONTHS, WEEKDAYS
from dev.understanding.people import PeopleWords
from dev.understanding.phrases import any_of

_LEADS = (
    "[my] name is|was",
    "[my] name's",
    "[the] name of",
    "[my] full name is",
    "under [the] name [of]",
    "call me",
    "i'm called",
    "i am called",
    "booked|reserved|reservation|booking under|for [the] name [of]",
    "booking|reservation under",
)
_INTRODUCING = ("i'm", "i am", "it's", "this is", "im")
_FIRST = ("[my] first|given name is", "[my] first|given name's", "first|given name")
_LAST = ("[my] last|family name is", "[my] surname is", "last|family name", "surname")
_OTHER = "last family first given hotel full second middle company user"
_MORE = """
    i'm it's its that's speaking here calling thanks hi hello name named called first last and booking
    reservation yes no ok okay sure hotel room good not looking
"""

PEOPLE = PeopleWords(
    leads=any_of(_LEADS),
    introducing=any_of(_INTRODUCING),
    other=frozenset(_OTHER.split()),
    first=any_of(_FIRST),
    last=any_of(_LAST),
    titles=frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam"]),
    no_names=FILLERS - {"will", "may"}
    | frozenset(_MORE.split())
    | WEEKDAYS.keys()
    | MONTHS.keys() - {"may", "april", "june"},
)
