"""Durations in English."""

from dev.understanding.durations import Amount, DurationWords
from dev.understanding.english.numbers import number_at
from dev.understanding.english.units import UNITS
from dev.understanding.phrases import phrase


def _of(count: int, unit: str) -> Amount:
    return count, unit


def _so_many(*, count: int, unit: str) -> Amount:
    return count, unit


def _one(*, unit: str) -> Amount:
    return 1, unit


def _couple(*, unit: str) -> Amount:
    return 2, unit


_PHRASES = (
    phrase("{count} [full|whole|entire|consecutive] {unit}", _so_many),
    phrase("a|an|single [full|whole|entire|single] {unit}", _one),
    phrase("a|one single {unit}", _one),
    phrase("the whole|entire|full {unit}", _one),
    phrase("all week", lambda: _of(1, "week")),
    phrase("[a] couple [of] {unit}", _couple),
    phrase("fortnight", lambda: _of(2, "week")),
    phrase("half a|an day", lambda: _of(12, "hour")),
    phrase("half an hour", lambda: _of(30, "minute")),
    phrase("half hour", lambda: _of(30, "minute")),
    phrase("a|the|for long weekend", lambda: _of(3, "day")),
    phrase("a weekend", lambda: _of(2, "day")),
    phrase("overnight", lambda: _of(1, "day")),
    phrase("for the night|day", lambda: _of(1, "day")),
    phrase("for the week", lambda: _of(1, "week")),
    phrase("just|only the night", lambda: _of(1, "day")),
)
_EACH = "dollars usd euros eur pounds gbp bucks cost costs price much per once twice times"
_NOT_BEFORE = "ago before prior earlier old early later advance notice"

DURATIONS = DurationWords(
    units=UNITS,
    number=number_at,
    phrases=_PHRASES,
    and_=frozenset({"and"}),
    not_after=frozenset({"in", "within", "half", "every", "per"}),
    not_before=frozenset(_NOT_BEFORE.split()),
    each=frozenset(_EACH.split()),
    one=frozenset({"a", "an"}),
)
