"""Times of day in English."""

from collections.abc import Callable, Mapping

from dev.understanding.clock import ClockWords, by_clock, moment, past, to
from dev.understanding.english.calendar import CALENDAR
from dev.understanding.english.numbers import number_at
from dev.understanding.phrases import phrase

_HALVES = {
    "am": "AM",
    "a m": "AM",
    "pm": "PM",
    "p m": "PM",
    "in the morning": "AM",
    "in the afternoon": "AF",
    "in the evening": "EV",
    "at night": "NI",
    "tonight": "EV",
    "o'clock am": "AM",
    "o'clock pm": "PM",
    "o'clock in the morning": "AM",
    "o'clock in the evening": "EV",
}
_PARTS = {
    "in the morning": "MO",
    "morning": "MO",
    "in the afternoon": "AF",
    "afternoon": "AF",
    "in the evening": "EV",
    "evening": "EV",
    "at night": "NI",
    "noon": "12:00",
    "midday": "12:00",
    "lunchtime": "12:00",
    "midnight": "00:00",
}
_PHRASES: Mapping[str, Callable[..., str | None]] = {
    "{clock} [{half}]": by_clock,
    "{hour} {half}": moment,
    "{hour} o'clock [{half}]": moment,
    "{hour} {minute} {half}": moment,
    "{minute} [minutes] past|after {hour} [{half}]": past,
    "{minute} [minutes] to|before|til {hour} [{half}]": to,
}
_NAMED = {"half": 30, "[a] quarter": 15}

TIMES = ClockWords(
    number=number_at,
    halves=_HALVES,
    parts=_PARTS,
    before=frozenset({"at", "around", "by", "about", "approximately"}),
    things=CALENDAR.things | {"of", "street", "st", "avenue", "%"},
    phrases=(
        *(phrase(pattern, means) for pattern, means in _PHRASES.items()),
        *(
            phrase(
                f"{name} past|after {{hour}} [{{half}}]",
                lambda *, hour, half="", minutes=minutes: past(hour=hour, minute=minutes, half=half),
            )
            for name, minutes in _NAMED.items()
        ),
        phrase(
            "[a] quarter to|before|til {hour} [{half}]",
            lambda *, hour, half="": to(hour=hour, minute=15, half=half),
        ),
        phrase("half {hour}", lambda *, hour: past(hour=hour, minute=30)),
        phrase("tonight at|around|by {hour}", lambda *, hour: moment(hour=hour, half="EV")),
    ),
)
