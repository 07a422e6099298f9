"""Reads a text as an answer: what it fills or changes of the intent under way, or a yes or a no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from definition.bot import Intent
from dev.understanding.counting import counting
from dev.understanding.finder import assigned
from dev.understanding.found import Found
from dev.understanding.heard import Context, Value
from dev.understanding.span import Grammar
from dev.understanding.words import Words

# At a confirmation a changed value is only summed up again, so that a few strange words beside it do no harm.
_STRANGE_WORDS_AT_CONFIRMATION = 4
# What is read as one of these is one, whatever is said beside it ("can you try 3 nights instead?").
_SURE = frozenset(
    {
        "AMAZON.Date",
        "AMAZON.Duration",
        "AMAZON.EmailAddress",
        "AMAZON.Percentage",
        "AMAZON.PhoneNumber",
        "AMAZON.Time",
        "Parley.Money",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text where an intent is under way; ``found`` are the values in it for that intent's slots."""

    text: str
    words: Words
    found: Sequence[Found]
    context: Context

    def slots(
        self, intent: Intent, *, grammar: Grammar, vocabulary: frozenset[str] | None
    ) -> Mapping[str, Value]:
        """Give what the text fills or changes; only what is sure when its other words are not of this bot.

        vocabulary: the words of this bot; none where the text speaks of the intent, whatever its words.
        """
        asked = self.context.elicited or ""
        fresh = [one for one in self.found if not self._said_before(one, intent)]
        first = [asked] if asked in intent.slots else []
        slots = assigned(fresh, intent, text=self.text, words=self.words, first=first)
        if asked in slots or vocabulary is None:
            return slots
        rest = counting(self.words, self.found, fillers=grammar.fillers)
        strange = {word for word in rest if not word.startswith("{")} - vocabulary - grammar.beside
        allowed = _STRANGE_WORDS_AT_CONFIRMATION if self.context.confirming else 0
        sure = {name: value for name, value in slots.items() if intent.slots[name].type in _SURE}
        return slots if len(strange) <= allowed else sure

    def verdict(self, *, grammar: Grammar) -> bool | None:
        """Give whether the text says yes or no; beside a known value ("not London") only a yes counts."""
        if not self.found:
            return grammar.verdict(self.words)
        inside = {at for one in self.found for at in range(one.span.start, one.span.end)}
        rest = [
            word
            for at, word in enumerate(self.words)
            if at not in inside and word.folded not in grammar.fillers
        ]
        return grammar.verdict(rest) or None

    def _said_before(self, one: Found, intent: Intent) -> bool:
        """Tell whether a value is only what a slot of its type has already."""
        given = (
            value for name, value in self.context.slots.items() if intent.slots[name].type == one.slot_type
        )
        return any(value.interpreted == one.span.interpreted for value in given)
