"""What people say for values of the built-in slot types, for yes and for no: words for training phrases.

A language that has none here is trained with values that are written alike everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """One language. values: by slot type. around: by slot type, what stands around an answer.

    ``{}`` is the value there; under the empty name stands what fits every type.
    """

    values: Mapping[str, tuple[str, ...]]
    around: Mapping[str, tuple[str, ...]]
    yes: tuple[str, ...]
    no: tuple[str, ...]


_ANYWHERE: Mapping[str, tuple[str, ...]] = {
    "AMAZON.AlphaNumeric": ("A1B2C3", "PB-1234", "XK47"),
    "AMAZON.City": ("London", "Paris", "Tokyo", "Berlin", "Madrid"),
    "AMAZON.Country": ("Portugal", "Argentina", "Canada"),
    "AMAZON.Date": ("2027-09-01", "2027-03-15", "2027-12-24"),
    "AMAZON.Duration": ("3 h", "45 min"),
    "AMAZON.EmailAddress": ("ana@example.com", "j.smith@example.org"),
    "AMAZON.FirstName": ("Ana", "Thomas", "Maria"),
    "AMAZON.FreeFormInput": ("A-17, B-22", "OK 5/7"),
    "AMAZON.LastName": ("Smith", "Garcia", "Novak"),
    "AMAZON.Number": ("2", "5", "12"),
    "AMAZON.Percentage": ("20%", "7.5%"),
    "AMAZON.PhoneNumber": ("+1 206 555 0100", "+34 600 000 000"),
    "AMAZON.Time": ("17:30", "9:00", "12:15"),
    "Parley.Money": ("50 USD", "120 EUR", "$80"),
}

_ENGLISH = Samples(
    values={
        **_ANYWHERE,
        "AMAZON.City": ("London", "New York", "Paris", "Frankfurt", "San Francisco"),
        "AMAZON.Country": ("Portugal", "the United States", "Germany"),
        "AMAZON.Date": ("tomorrow", "September 1", "next Friday", "the 12th of March", "5/20/2027"),
        "AMAZON.Duration": ("two nights", "a week", "3 days", "one month", "two hours"),
        "AMAZON.FreeFormInput": ("we met the new customer", "there were no problems", "a quiet room"),
        "AMAZON.Number": ("two", "5", "twelve"),
        "AMAZON.Percentage": ("20%", "fifteen percent"),
        "AMAZON.Time": ("5 pm", "half past nine", "17:30", "noon"),
        "Parley.Money": ("50 dollars", "120 euros", "$80", "50 USD"),
    },
    around={
        "": ("{}", "{} please", "it is {}", "I said {}", "make it {}", "{} then"),
        "AMAZON.City": ("in {}", "to {}", "I would like to go to {}"),
        "AMAZON.Date": ("on {}", "from {}", "starting {}"),
        "AMAZON.Duration": ("for {}", "just {}", "I will stay {}"),
        "AMAZON.FirstName": ("my name is {}", "I am {}"),
        "AMAZON.LastName": ("my name is {}", "my last name is {}"),
        "AMAZON.Time": ("at {}", "around {}"),
    },
    yes=(
        "yes", "yeah", "yes please", "sure", "ok", "okay", "that is right", "correct", "go ahead",
        "do it", "of course", "book it", "please do", "sounds good", "yep",
    ),
    no=(
        "no", "nope", "no thanks", "no thank you", "not really", "rather not", "do not do it",
        "please do not", "I do not want that", "that is wrong", "not now",
    ),
)  # fmt: skip

_SPANISH = Samples(
    values={
        **_ANYWHERE,
        "AMAZON.City": ("Madrid", "Nueva York", "París", "Fráncfort", "Buenos Aires"),
        "AMAZON.Country": ("Portugal", "Estados Unidos", "Alemania"),
        "AMAZON.Date": ("mañana", "1 de septiembre", "el próximo viernes", "el 12 de marzo", "20/5/2027"),
        "AMAZON.Duration": ("dos noches", "una semana", "3 días", "un mes", "dos horas"),
        "AMAZON.FreeFormInput": ("visitamos al nuevo cliente", "no hubo problemas", "un sitio tranquilo"),
        "AMAZON.Number": ("dos", "5", "doce"),
        "AMAZON.Percentage": ("20%", "quince por ciento"),
        "AMAZON.Time": ("las 5 de la tarde", "las nueve y media", "17:30", "mediodía"),
        "Parley.Money": ("50 dólares", "120 euros", "80 €", "50 USD"),
    },
    around={
        "": ("{}", "{} por favor", "es {}", "he dicho {}", "que sea {}", "mejor {}"),
        "AMAZON.City": ("en {}", "a {}", "me gustaría ir a {}"),
        "AMAZON.Date": ("para {}", "desde {}", "a partir de {}"),
        "AMAZON.Duration": ("por {}", "durante {}", "me quedo {}"),
        "AMAZON.FirstName": ("me llamo {}", "soy {}"),
        "AMAZON.LastName": ("me llamo {}", "mi apellido es {}"),
        "AMAZON.Time": ("a {}", "hacia {}"),
    },
    yes=(
        "sí", "si", "sí por favor", "claro", "vale", "de acuerdo", "correcto", "adelante", "hazlo",
        "por supuesto", "está bien", "perfecto", "resérvalo",
    ),
    no=(
        "no", "no gracias", "mejor no", "no lo hagas", "no es correcto", "no quiero", "todavía no",
        "eso está mal", "para nada",
    ),
)  # fmt: skip

_OTHER = Samples(values=_ANYWHERE, around={"": ("{}",)}, yes=("yes", "ok", "OK", "+1"), no=("no", "NO", "-1"))
_SAMPLES = {"en": _ENGLISH, "es": _SPANISH}


def samples(language: str) -> Samples:
    """Give the samples of a language as Dialogflow writes it."""
    return _SAMPLES.get(language, _OTHER)
