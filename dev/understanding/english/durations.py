"""Durations in English."""

from dev.understanding.durations import DurationWords, couple, one, so_many
from dev.understanding.english.numbers import number_at
from dev.understanding.english.units import UNITS
from dev.understanding.phrases import phrase

_PHRASES = (
    phrase("{count} [full|whole|entire|consecutive] {unit}", so_many),
    phrase("a|an|single [full|whole|entire|single] {unit}", one),
    phrase("a|one single {unit}", one),
    phrase("the whole|entire|full {unit}", one),
    phrase("all week", lambda: (1, "week")),
    phrase("[a] couple [of] {unit}", couple),
    phrase("fortnight", lambda: (2, "week")),
    phrase("half a|an day", lambda: (12, "hour")),
    phrase("half an hour", lambda: (30, "minute")),
    phrase("half hour", lambda: (30, "minute")),
    phrase("a|the|for long weekend", lambda: (3, "day")),
    phrase("a weekend", lambda: (2, "day")),
    phrase("overnight", lambda: (1, "day")),
    phrase("for the night|day", lambda: (1, "day")),
    phrase("for the week", lambda: (1, "week")),
    phrase("just|only the night", lambda: (1, "day")),
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
