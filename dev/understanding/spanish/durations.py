"""Durations in Spanish."""

from dev.understanding.durations import Amount, DurationWords
from dev.understanding.phrases import phrase
from dev.understanding.spanish.numbers import number_at
from dev.understanding.spanish.units import UNITS

_WHOLE = "completo|completa|completos|completas|entero|entera|enteros|enteras|seguidos|seguidas|consecutivas"


def _of(count: int, unit: str) -> Amount:
    return count, unit


def _so_many(*, count: int, unit: str) -> Amount:
    return count, unit


def _one(*, unit: str) -> Amount:
    return 1, unit


def _couple(*, unit: str) -> Amount:
    return 2, unit


_PHRASES = (
    phrase(f"{{count}} {{unit}} [{_WHOLE}]", _so_many),
    phrase(f"un|una [solo|sola|unica] {{unit}} [{_WHOLE}]", _one),
    phrase("toda|todo la|el {unit}", _one),
    phrase("[un] par de {unit}", _couple),
    phrase("media hora", lambda: _of(30, "minute")),
    phrase("una|1 hora y media", lambda: _of(90, "minute")),
    phrase("un finde [largo]", lambda: _of(2, "day")),
    phrase("un|el fin de semana largo", lambda: _of(3, "day")),
    phrase("un|todo [el] fin de semana", lambda: _of(2, "day")),
    phrase("solo la|esta noche", lambda: _of(1, "day")),
)
_EACH = "dolares dolar usd euros euro eur libras pesos peso cuesta cuestan precio cuanto"

DURATIONS = DurationWords(
    units=UNITS,
    number=number_at,
    phrases=_PHRASES,
    and_=frozenset({"y", "e"}),
    not_after=frozenset({"hace", "en", "dentro de", "aqui a", "hoy a", "cada", "media"}),
    not_before=frozenset({"antes", "despues", "atras", "antelacion"}),
    each=frozenset(_EACH.split()),
    one=frozenset({"un", "una"}),
)
