"""Durations in Spanish."""

from dev.understanding.durations import Amount, DurationWords, and_part, couple, decimal, one, part, so_many
from dev.understanding.phrases import Phrase, phrase
from dev.understanding.spanish.numbers import number_at
from dev.understanding.spanish.units import UNITS

_WHOLE = "completo|completa|completos|completas|entero|entera|enteros|enteras|seguidos|seguidas|consecutivas"


_PHRASES: tuple[Phrase[Amount], ...] = (
    phrase(f"{{count}} {{unit}} [{_WHOLE}]", so_many),
    phrase(f"un|una [solo|sola|unica] {{unit}} [{_WHOLE}]", one),
    phrase("toda|todo la|el {unit}", one),
    phrase("[un] par de {unit}", couple),
    phrase("{half} {unit}", part),
    phrase("{count} {unit} y {half}", and_part),
    phrase("[un|una] {unit} y {half}", and_part),
    phrase("{decimal} {unit}", decimal),
    phrase("un finde [largo]", lambda: (2, "day")),
    phrase("un|el fin de semana largo", lambda: (3, "day")),
    phrase("un|todo [el] fin de semana", lambda: (2, "day")),
    phrase("solo la|esta noche", lambda: (1, "day")),
)
_EACH = "dolares dolar usd euros euro eur libras pesos peso cuesta cuestan precio cuanto"

DURATIONS = DurationWords(
    units=UNITS,
    number=number_at,
    phrases=_PHRASES,
    half=frozenset({"medio", "media"}),
    halved=frozenset({"pension", "docena"}),
    and_=frozenset({"y", "e"}),
    not_after=frozenset({"hace", "en", "dentro de", "aqui a", "hoy a", "cada", "media"}),
    not_before=frozenset({"antes", "despues", "atras", "antelacion"}),
    each=frozenset(_EACH.split()),
    one=frozenset({"un", "una"}),
)
