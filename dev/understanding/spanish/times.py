"""Times of day in Spanish."""

from collections.abc import Callable, Mapping

from dev.understanding.clock import ClockWords, by_clock, moment, past, to
from dev.understanding.phrases import phrase
from dev.understanding.spanish.calendar import CALENDAR
from dev.understanding.spanish.numbers import number_at
from dev.understanding.words import Words, said

_HALVES = {
    "am": "AM",
    "a m": "AM",
    "pm": "PM",
    "p m": "PM",
    "de la manana": "AM",
    "de la madrugada": "AM",
    "del mediodia": "PM",
    "de la tarde": "AF",
    "de la noche": "NI",
    "en la manana": "AM",
    "en la tarde": "AF",
    "en la noche": "NI",
    "por la manana": "AM",
    "por la tarde": "AF",
    "por la noche": "NI",
}
_PARTS = {
    **{f"{by} la manana": "MO" for by in ("por", "en", "a")},
    **{f"{by} la tarde": "AF" for by in ("por", "en", "a")},
    **{f"{by} la noche": "NI" for by in ("por", "en", "a")},
    "de madrugada": "NI",
    "de noche": "NI",
    "mediodia": "12:00",
    "medio dia": "12:00",
    "medianoche": "00:00",
    "media noche": "00:00",
}
_PHRASES: Mapping[str, Callable[..., str | None]] = {
    "[las] 12|doce de la manana": lambda: "12:00",
    "{clock} [h|hs|hrs|horas] [{half}]": by_clock,
    "[la|las] {hour} {half}": moment,
    "la|las {hour} en punto [{half}]": moment,
    "la|las {hour} h|hs|hrs|horas": moment,
    "la|las {hour} y {minute} [{half}]": past,
    "la|las {hour} {minute} [{half}]": past,
    "{hour} y {minute} {half}": past,
    "la|las {hour} menos {minute} [{half}]": to,
    "{hour} menos {minute} {half}": to,
    "{minute} [minutos] para la|las {hour} [{half}]": to,
    "esta noche a las {hour}": lambda *, hour: moment(hour=hour, half="EV"),
    "esta tarde a las {hour}": lambda *, hour: moment(hour=hour, half="AF"),
}


def _number(words: Words, at: int) -> tuple[int, int] | None:
    """Read a number of the clock: "la una" is one, and halves and quarters are minutes."""
    named = {"un": 1, "una": 1, "media": 30, "cuarto": 15}.get(said(words, at))
    return (named, 1) if named else number_at(words, at)


TIMES = ClockWords(
    number=_number,
    halves=_HALVES,
    parts=_PARTS,
    before=frozenset({"las"}),
    things=CALENDAR.things | {"de", "del", "%"},
    phrases=(
        *(phrase(pattern, means) for pattern, means in _PHRASES.items()),
        phrase("a la una", lambda: "13:00"),
        phrase("un {minute} para la|las {hour} [{half}]", to),
    ),
)
