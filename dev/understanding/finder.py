"""Finds the values of an intent's slots in a text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from definition.bot import BUILT_IN_SLOT_TYPES, Bot, Intent, Locale
from dev.understanding.heard import Context, Value
from dev.understanding.span import Grammar, Setting, Span
from dev.understanding.words import Words, key_of

# How alike a word must be to one of the bot's values to be taken for it: "doubel" is, "penthouse" is not.
_MISSPELT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value in a text and the slot type it was found for."""

    span: Span
    slot_type: str

    @property
    def mark(self) -> str:
        """The type in braces, as it stands for the value in a pattern."""
        return f"{{{self.slot_type}}}"


class Finder:
    """Knows the values of a bot's own slot types in one locale; the grammar knows the built-in ones."""

    def __init__(self, *, bot: Bot, locale: Locale, grammar: Grammar, common: frozenset[str]) -> None:
        self._grammar, self._common = grammar, common
        self._values = {
            name: dict(synonyms(values, locale.synonyms.get(name, {})))
            for name, values in bot.slot_types.items()
        }

    def found(self, intent: Intent, words: Words, context: Context) -> Sequence[Found]:
        """Give the values in the order of the text; the longest one where they overlap."""
        setting = self._setting(intent, context)
        types = {slot.type for slot in intent.slots.values()}
        every = (
            Found(span=span, slot_type=one) for one in types for span in self._spans(one, words, setting)
        )
        kept = apart(every)
        if not kept and intent.name == context.intent:
            kept = list(self._asked(intent, words, context, setting))
        return sorted(kept, key=lambda one: one.span.start)

    def _asked(self, intent: Intent, words: Words, context: Context, setting: Setting) -> Iterator[Found]:
        """Read the words as an answer to what was asked; at a confirmation only a city ("no, Bonn")."""
        asked = intent.slots.get(context.elicited or "")
        cities = (slot for slot in intent.slots.values() if slot.type == "AMAZON.City")
        led = bool(words) and words[0].folded in self._common
        slot = next(cities, None) if context.confirming and led else asked
        if slot:
            built_in = slot.type in BUILT_IN_SLOT_TYPES
            read = (
                self._grammar.asked(slot.type, words, setting)
                if built_in
                else self._misspelt(slot.type, words)
            )
            yield from (Found(span=span, slot_type=slot.type) for span in read)

    def _misspelt(self, slot_type: str, words: Words) -> Iterator[Span]:
        content = [at for at, word in enumerate(words) if word.folded not in self._grammar.fillers]
        said = " ".join(words[at].folded for at in content)
        for close in get_close_matches(said, self._values[slot_type], n=1, cutoff=_MISSPELT):
            length = content[-1] + 1 - content[0]
            yield Span(start=content[0], length=length, interpreted=self._values[slot_type][close])

    def _setting(self, intent: Intent, context: Context) -> Setting:
        dates = (slot.name for slot in intent.slots.values() if slot.type == "AMAZON.Date")
        slots = context.slots if intent.name == context.intent else {}
        given = next((slots[name].interpreted for name in dates if name in slots), "")
        asked = intent.slots.get(context.elicited or "")
        return Setting(
            today=context.today,
            arrival=_date(given),
            asked=asked.type if asked else None,
            common=self._common,
        )

    def _spans(self, slot_type: str, words: Words, setting: Setting) -> Iterator[Span]:
        if slot_type in BUILT_IN_SLOT_TYPES:
            yield from self._grammar.spans(slot_type, words, setting)
            return
        known = self._values[slot_type]
        longest = max(len(key.split()) for key in known)
        for start in range(len(words)):
            for length in range(1, min(longest, len(words) - start) + 1):
                value = known.get(" ".join(word.folded for word in words[start : start + length]))
                if value:
                    yield Span(start=start, length=length, interpreted=value)


def assigned(
    found: Sequence[Found], intent: Intent, *, text: str, words: Words, first: Sequence[str] = ()
) -> Mapping[str, Value]:
    """Give each value to the first free slot of its type, the slots named ``first`` before others."""
    slots: dict[str, Value] = {}
    for one in found:
        free = (name for name in (*first, *intent.slots) if name not in slots)
        name = next((name for name in free if intent.slots[name].type == one.slot_type), None)
        if name:
            begin, end = words[one.span.start].start, words[one.span.end - 1].end
            slots[name] = Value(original=text[begin:end], interpreted=one.span.interpreted)
    return slots


def apart(found: Iterator[Found]) -> list[Found]:
    """Keep the longest of values that overlap; of equally long ones the first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (-one.span.length, one.span.start, one.slot_type)):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in kept):
            kept.append(one)
    return kept


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
