"""What a language's grammar says of the calendar: its words, and the phrases they stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dev.understanding.dated import Dated, Holiday
from dev.understanding.phrases import Phrase, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """The words of the calendar in one language, folded.

    Numbers: months from 1, days of the week from 0 for Monday, ``near`` in days from today.

    short: days of the week that are other words, too ("sun", "sat"): a day only after one of ``before``.
    ordinals: in words, as "first" or "twenty first"; ``last`` is 0. ordinal_ends: as "th" in "12th".
    units: as "days" for ``day``, also those that are no date's, as "hours" for ``hour``.
    number: reads a whole number. one: the words that count as one before a unit, as "a".
    before: the words that stand before a date, as "on". after: those that may follow "the second".
    things: what numbers count, so that "May 5 people" is no date. ranked: what has ordinals, as "floor".
    rated: words beside 4/5 by which it is a mark and no day.
    never: words that are nearly a month or a day, and neither. the: what stands before a day's number.
    day_leads: words after which a bare number is a day, as "el" in "el 12". not_near_after: words after
        which a near day is another word ("la mañana" is a morning).
    staying: words after which a stretch is a stay ("for a week from tomorrow").
    phrases: what dates look like; they may name {weekday}, {month}, {day} (5, 5th or fifth), {nth} (5th or
        fifth), {year}, {near}, {holiday}, {span} (two weeks), and {anchor} (a near day, a day of the week
        or a holiday).
    to: phrases before a stay's end right after its beginning. leaving: those that may stand further away.
    between: words before a stay whose end follows ``and_``.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short: frozenset[str]
    near: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_ends: tuple[str, ...]
    holidays: Mapping[str, Holiday]
    units: Mapping[str, str]
    number: Reader
    one: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    things: frozenset[str]
    ranked: frozenset[str]
    rated: frozenset[str]
    never: frozenset[str]
    the: frozenset[str]
    staying: frozenset[str]
    phrases: Sequence[Phrase[Dated]]
    to: Sequence[Phrase[bool]]
    leaving: Sequence[Phrase[bool]]
    between: frozenset[str]
    and_: frozenset[str]
    day_leads: frozenset[str] = frozenset()
    not_near_after: frozenset[str] = frozenset()
