"""Finds the values of an intent's slots in a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from definition.bot import BUILT_IN_SLOT_TYPES, Bot, Intent, Locale
from dev.understanding.cues import Cues
from dev.understanding.found import Found
from dev.understanding.heard import Context, Value
from dev.understanding.own_values import OwnValues
from dev.understanding.repairs import repaired
from dev.understanding.span import Grammar, Setting, Span
from dev.understanding.words import Words, key_of

_CITY, _DATE, _DURATION = "AMAZON.City", "AMAZON.Date", "AMAZON.Duration"
_FREE_FORM = "AMAZON.FreeFormInput"
_NAMES = frozenset({"AMAZON.FirstName", "AMAZON.LastName"})
# What is read as one of these may rather be the answer to a question.
_WEAK = frozenset({"AMAZON.Number", "AMAZON.AlphaNumeric"})
_AMOUNTS = frozenset({_DATE, _DURATION, "AMAZON.Percentage", "AMAZON.Time", "Parley.Money"})


class Finder:
    """Knows the values of a bot's own slot types in one locale; the grammar knows the built-in ones."""

    def __init__(self, *, bot: Bot, locale: Locale, grammar: Grammar, common: frozenset[str]) -> None:
        self._grammar, self._common = grammar, common
        self._values = {
            name: OwnValues(dict(synonyms(values, locale.synonyms.get(name, {}))))
            for name, values in bot.slot_types.items()
        }
        self._cues = {
            name: Cues(intent, locale.intents[name].utterances) for name, intent in bot.intents.items()
        }

    def found(self, intent: Intent, words: Words, context: Context) -> Sequence[Found]:
        """Give the values in the order of the text; the longest one where they overlap."""
        setting = self._setting(intent, context)
        asked = setting.asked or ""
        if asked == _FREE_FORM:
            return [Found(span=one, slot_type=asked) for one in self._read(asked, words, setting)]
        types = {slot.type for slot in intent.slots.values()} - {_FREE_FORM}
        every = [
            Found(span=span, slot_type=one) for one in types for span in self._spans(one, words, setting)
        ]
        if asked != _DURATION and sum(slot.type == _DATE for slot in intent.slots.values()) > 1:
            every = list(_ended_by_dates(every))
        kept = apart(_uncut(every), asked=asked)
        if intent.name == context.intent:
            kept = apart([*self._answered(intent, words, context, setting, kept), *kept], asked=asked)
        placed = (self._placed(one, intent, words, kept) for one in kept)
        return repaired(sorted(placed, key=lambda one: one.span.start), words, grammar=self._grammar)

    def _answered(
        self, intent: Intent, words: Words, context: Context, setting: Setting, kept: Sequence[Found]
    ) -> Iterator[Found]:
        """Read the words as an answer to what was asked; at a confirmation only a city ("no, Bonn")."""
        asked = setting.asked
        weak = _WEAK | ({_CITY} if asked in _NAMES else set())
        if any(one.slot_type == asked or one.slot_type not in weak for one in kept):
            return
        led = bool(words) and words[0].folded in self._common
        if context.confirming and led and any(one.type == _CITY for one in intent.slots.values()):
            asked = _CITY
        if asked:
            types = _NAMES & {one.type for one in intent.slots.values()} if asked in _NAMES else {asked}
            yield from (
                Found(span=span, slot_type=one) for one in types for span in self._read(one, words, setting)
            )

    def _read(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        if slot_type in BUILT_IN_SLOT_TYPES:
            yield from self._grammar.asked(slot_type, words, setting)
        else:
            yield from self._values[slot_type].misspelt(words, fillers=self._grammar.fillers)

    def _placed(self, one: Found, intent: Intent, words: Words, every: Sequence[Found]) -> Found:
        """Tell which slot a value is for by the words around it, and whether it is rather not meant."""
        cues, start = self._cues[intent.name], one.span.start
        ends = (other.span.end for other in every if other.slot_type == one.slot_type)
        since = max((end for end in ends if end <= start), default=0)
        slot, away = cues.slot(one.slot_type, words, start, one.span.end, since=since)
        before = self._grammar.origin(one.slot_type, words, start)
        if one.slot_type == _CITY and before in {word.folded for word in words[start - away : start]}:
            slot, away = "", 0  # it is nearer: "need to leave Berlin" is no "to {Destination}"
        origin = not slot and bool(before) and not cues.says(one.slot_type, before)
        denied = self._grammar.denied(words, start, one.span.end)
        return replace(one, slot=slot, away=away, origin=origin, denied=denied)

    def _setting(self, intent: Intent, context: Context) -> Setting:
        dates = [slot.name for slot in intent.slots.values() if slot.type == _DATE]
        slots = context.slots if intent.name == context.intent else {}
        given = next((slots[name].interpreted for name in dates if name in slots), "")
        earlier = dates[: dates.index(context.elicited)] if context.elicited in dates else []
        before = next((slots[name].interpreted for name in reversed(earlier) if name in slots), "")
        under_way = intent.name == context.intent
        asked = intent.slots.get(context.elicited or "") if under_way else None
        return Setting(
            today=context.today,
            arrival=_date(given),
            asked=asked.type if asked else None,
            common=self._common,
            after=_date(before),
        )

    def _spans(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        if slot_type in BUILT_IN_SLOT_TYPES:
            yield from self._grammar.spans(slot_type, words, setting)
        else:
            yield from self._values[slot_type].spans(words)


def assigned(
    found: Sequence[Found], intent: Intent, *, text: str, words: Words, first: Sequence[str] = ()
) -> Mapping[str, Value]:
    """Give each value to the slot that its words name, or to the first free one of its type.

    The slots named ``first`` come before others, and a value that another is rather meant for comes last.
    """
    slots: dict[str, Value] = {}
    meant = [one for one in found if not one.denied]
    for one in sorted(meant, key=lambda one: (not one.slot, one.away, one.origin)):
        named = [one.slot] if one.slot else []
        free = (name for name in (*named, *first, *intent.slots) if name not in slots)
        name = next((name for name in free if intent.slots[name].type == one.slot_type), None)
        if name:
            begin, end = words[one.span.start].start, words[one.span.end - 1].end
            slots[name] = Value(original=text[begin:end], interpreted=one.span.interpreted)
    return slots


def apart(found: Iterable[Found], *, asked: str = "") -> list[Found]:
    """Keep the longest of values that overlap; of equally long ones what was asked for, then the first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: _rank(one, asked)):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in kept):
            kept.append(one)
    return kept


def _ended_by_dates(found: Sequence[Found]) -> Iterator[Found]:
    """Leave out stays that are said by their last day, which is a date of its own: "until Friday"."""
    days = [one.span for one in found if one.slot_type == _DATE]
    for one in found:
        within = any(one.span.start <= day.start and day.end <= one.span.end for day in days)
        if one.slot_type != _DURATION or not within:
            yield one


def _uncut(found: Sequence[Found]) -> Iterator[Found]:
    """Leave out own values that end within an amount, as "room for two" in "a room for two nights"."""
    amounts = [one.span for one in found if one.slot_type in _AMOUNTS]
    for one in found:
        own = one.slot_type not in BUILT_IN_SLOT_TYPES
        if not (own and any(one.span.start < amount.start < one.span.end < amount.end for amount in amounts)):
            yield one


def _rank(one: Found, asked: str) -> tuple[int, bool, bool, int, str]:
    weak = one.slot_type in _WEAK
    return -one.span.length, one.slot_type != asked, weak, one.span.start, one.slot_type


def synonyms(values: Sequence[str], words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Give every way to say each value, folded, with the value it means."""
    for value in values:
        for word in (*words.get(value, ()), value):
            yield key_of(word), value


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
