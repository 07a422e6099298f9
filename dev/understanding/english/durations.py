"""Durations in English."""

from dev.understanding.durations import Amount, DurationWords, and_part, couple, decimal, one, part, so_many
from dev.understanding.english.numbers import number_at
from dev.understanding.english.units import UNITS
from dev.understanding.phrases import Phrase, phrase

_PHRASES: tuple[Phrase[Amount], ...] = (
    phrase("{count} [full|whole|entire|consecutive] {unit}", so_many),
    phrase("a|an|single [full|whole|entire|single] {unit}", one),
    phrase("a|one single {unit}", one),
    phrase("the whole|entire|full {unit}", one),
    phrase("all week", lambda: (1, "week")),
    phrase("[a] couple [of] {unit}", couple),
    phrase("fortnight", lambda: (2, "week")),
    phrase("{half} [a|an] {unit}", part),
    phrase("{count} and a|one {half} {unit}", and_part),
    phrase("{count} {unit} and a {half}", and_part),
    phrase("[a|an] {unit} and a {half}", and_part),
    phrase("{decimal} {unit}", decimal),
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
    half=frozenset({"half"}),
    halved=frozenset({"board", "price"}),
    and_=frozenset({"and"}),
    not_after=frozenset({"in", "within", "half", "every", "per"}),
    not_before=frozenset(_NOT_BEFORE.split()),
    each=frozenset(_EACH.split()),
    one=frozenset({"a", "an"}),
)
