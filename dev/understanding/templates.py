"""Understands by the sample utterances of a bot: what is learned from them, and values found by a grammar."""

from collections.abc import Iterator, Mapping, Sequence

from definition.bot import Bot, Intent, Locale
from definition.contexts import needed_context
from dev.understanding.answer import Answer
from dev.understanding.counting import counting
from dev.understanding.cues import name_words
from dev.understanding.finder import Finder, apart, assigned, synonyms
from dev.understanding.found import Found
from dev.understanding.heard import Candidate, Context, Heard, Value
from dev.understanding.intents.classifier import learned
from dev.understanding.intents.document import is_value
from dev.understanding.intents.elsewhere import elsewhere
from dev.understanding.span import Grammar
from dev.understanding.template import templates_of
from dev.understanding.words import Words, words_of

_EXACT = 1.0
_NEARLY_EXACT = 0.99
# What so likely means the intent under way speaks of it: its values count, whatever is said beside them.
_LIKELY = 0.6
# Two values and nothing else ("Berlin, next Friday") are likely meant for the intent that has both slots.
_VALUES_ONLY = 0.6
# A text with a city and a date is rarely none of a bot's business that asks for both: each value after the
# first leaves so much of the doubt whether the likeliest intent is meant.
_DOUBT_LEFT = 0.7
# What stands in texts about anything tells nothing.
_ANYWHERE = frozenset({"AMAZON.Number", "AMAZON.FreeFormInput", "AMAZON.AlphaNumeric", "AMAZON.FirstName"})


class TemplateUnderstanding:
    """See ``Understanding``."""

    def __init__(self, *, bot: Bot, locale: Locale, grammar: Grammar) -> None:
        self._bot, self._grammar = bot, grammar
        self._templates = {
            name: templates_of(words.utterances, bot.intents[name], fillers=grammar.fillers)
            for name, words in locale.intents.items()
        }
        said = {word for templates in self._templates.values() for one in templates for word in one.said}
        values = {
            word
            for name, known in bot.slot_types.items()
            for key, _ in synonyms(known, locale.synonyms.get(name, {}))
            for word in key.split()
        }
        slots = {slot for intent in bot.intents.values() for slot in intent.slots}
        self._vocabulary = frozenset(said | {word for slot in slots for word in name_words(slot)})
        common = frozenset({*said, *values, *grammar.fillers, *grammar.names})
        self._finder = Finder(bot=bot, locale=locale, grammar=grammar, common=common)
        samples = tuple((name, tuple(one.document for one in said)) for name, said in self._templates.items())
        language = locale.name.partition("-")[0]
        self._classifier = learned(
            tuple((name, said) for name, said in samples if said),
            elsewhere=elsewhere(language, samples=(one for _, said in samples for one in said)),
            fillers=grammar.fillers,
            dates=grammar.names,
        )

    def understand(self, text: str, *, context: Context) -> Heard:
        """See ``Understanding``."""
        words = words_of(text)
        found = {name: self._finder.found(one, words, context) for name, one in self._bot.intents.items()}
        under_way = self._bot.intents.get(context.intent or "")
        answer = Answer(text=text, words=words, found=found.get(context.intent or "", ()), context=context)
        sure = sorted(
            self._candidates(text, words, found, context), key=lambda one: one.confidence, reverse=True
        )
        slots: Mapping[str, Value] = {}
        if under_way:
            likely = sure[0].intent == under_way.name and sure[0].confidence >= _LIKELY
            known = None if likely else self._vocabulary
            slots = answer.slots(under_way, grammar=self._grammar, vocabulary=known)
        return Heard(
            candidates=tuple(one for one in sure if one.confidence >= self._bot.confidence),
            answer=slots,
            verdict=answer.verdict(grammar=self._grammar) if context.confirming and not slots else None,
        )

    def _candidates(
        self, text: str, words: Words, found: Mapping[str, Sequence[Found]], context: Context
    ) -> Iterator[Candidate]:
        likely = _surer_by_values(self._likely(words, found), found)
        for name, intent in self._bot.intents.items():
            if _may_follow(intent, context):
                yield self._candidate(intent, text, words, found[name], likely=likely.get(name, 0.0))

    def _likely(self, words: Words, found: Mapping[str, Sequence[Found]]) -> Mapping[str, float]:
        """Give how likely each intent is meant by the words, with or without an opening ("hi, can you …")."""
        values = apart(one for every in found.values() for one in every)
        values.sort(key=lambda one: one.span.start)
        if self._grammar.verdict(words) is False or not any(self._says(words, values)):
            return {}
        opened = self._grammar.opening(words)
        starts = [0, opened] if opened and any(self._says(words, values, start=opened)) else [0]
        heard = [counting(words, values, fillers=frozenset(), start=start) for start in starts]
        likely = [self._classifier.confidences(tuple(said)) for said in heard]
        return {name: max(one[name] for one in likely) for name in likely[0]}

    def _says(self, words: Words, found: Sequence[Found], *, start: int = 0) -> Iterator[str]:
        """Give the words that count, from one on; values are none."""
        said = counting(words, found, fillers=self._grammar.fillers, start=start)
        return (token for token in said if not is_value(token))

    def _candidate(
        self, intent: Intent, text: str, words: Words, found: Sequence[Found], *, likely: float
    ) -> Candidate:
        opened = self._grammar.opening(words)
        heard = {tuple(counting(words, found, fillers=self._grammar.fillers, start=at)) for at in (0, opened)}
        exact = next(
            (one for one in self._templates[intent.name] if one.pattern and one.pattern in heard), None
        )
        likely = _EXACT if exact else min(max(likely, self._by_values(words, found)), _NEARLY_EXACT)
        slots = assigned(found, intent, text=text, words=words, first=exact.slots if exact else ())
        return Candidate(intent=intent.name, confidence=round(likely, 4), slots=slots)

    def _by_values(self, words: Words, found: Sequence[Found]) -> float:
        several = len({one.slot_type for one in found}) > 1
        return _VALUES_ONLY if several and not any(self._says(words, found)) else 0.0


def _surer_by_values(
    likely: Mapping[str, float], found: Mapping[str, Sequence[Found]]
) -> Mapping[str, float]:
    """Give the likeliest intent more confidence where the text has several of the values that it asks for."""
    if not likely:
        return likely
    first = max(likely, key=lambda name: likely[name])
    types = {one.slot_type for one in found[first]} - _ANYWHERE
    doubt = (1 - likely[first]) * _DOUBT_LEFT ** max(len(types) - 1, 0)
    return {**likely, first: 1 - doubt}


def _may_follow(intent: Intent, context: Context) -> bool:
    """Tell whether an intent may be meant: one that follows others only while one of them is in context."""
    needed = needed_context(intent)
    return needed is None or intent.name == context.intent or needed in context.contexts
