"""How people say in Spanish who they are."""

from dev.understanding.people import PeopleWords
from dev.understanding.phrases import any_of
from dev.understanding.spanish.answers import FILLERS
from dev.understanding.spanish.calendar import MONTHS, WEEKDAYS

_LEADS = (
    "[mi|el] nombre es|seria",
    "[mi] nombre completo es",
    "me llamo",
    "me llaman",
    "llamame",
    "a nombre de",
    "al nombre de",
    "bajo el nombre [de]",
    "con el nombre [de]",
    "en nombre de",
)
_INTRODUCING = ("soy", "yo soy", "aqui", "habla")
_FIRST = ("[mi] nombre de pila es", "[mi] primer nombre es")
_LAST = ("[mi|el] apellido es", "[mis|los] apellidos son", "me apellido", "de apellido", "apellido|apellidos")
_TITLES = "sr sra srta senor senora senorita don dona dr dra doctor doctora"
_MORE = """
    aqui llamo hola gracias nombre apellido apellidos reserva reservar habitacion hotel cuarto si no vale
    claro bueno bien buenas buenos dias tardes noches cliente yo
"""

PEOPLE = PeopleWords(
    leads=any_of(_LEADS),
    introducing=any_of(_INTRODUCING),
    other=frozenset(),
    first=any_of(_FIRST),
    last=any_of(_LAST),
    titles=frozenset(_TITLES.split()),
    no_names=FILLERS | frozenset(_MORE.split()) | WEEKDAYS.keys() | MONTHS.keys(),
)
