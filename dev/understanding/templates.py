"""Understands by the sample utterances of a bot: their words, and the values found by a grammar."""

from collections.abc import Mapping, Sequence
from math import sqrt

from definition.bot import Bot, Locale
from dev.understanding.answer import Answer
from dev.understanding.counting import counting
from dev.understanding.finder import Finder, Found, assigned, synonyms
from dev.understanding.heard import Candidate, Context, Heard, Value
from dev.understanding.span import Grammar
from dev.understanding.template import Template, templates_of
from dev.understanding.words import Words, words_of

_EXACT = 1.0
# A word that the bot never heard speaks louder against an intent than a known one speaks for it.
_UNKNOWN_WEIGHT = 2.2
# Two values and nothing else ("Berlin, next Friday") are likely meant for the intent that has both slots.
_VALUES_ONLY = 0.6


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
        self._vocabulary = frozenset(said)
        common = frozenset({*said, *values, *grammar.fillers, *grammar.names})
        self._finder = Finder(bot=bot, locale=locale, grammar=grammar, common=common)

    def understand(self, text: str, *, context: Context) -> Heard:
        """See ``Understanding``."""
        words = words_of(text)
        found = {name: self._finder.found(one, words, context) for name, one in self._bot.intents.items()}
        scored = (self._candidate(name, text, words, found[name]) for name in self._bot.intents)
        sure = (one for one in scored if one.confidence >= self._bot.confidence)
        under_way = self._bot.intents.get(context.intent or "")
        answer = Answer(text=text, words=words, found=found.get(context.intent or "", ()), context=context)
        slots: Mapping[str, Value] = {}
        if under_way:
            slots = answer.slots(under_way, grammar=self._grammar, vocabulary=self._vocabulary)
        return Heard(
            candidates=tuple(sorted(sure, key=lambda one: one.confidence, reverse=True)),
            answer=slots,
            verdict=answer.verdict(grammar=self._grammar) if context.confirming and not slots else None,
        )

    def _candidate(self, name: str, text: str, words: Words, found: Sequence[Found]) -> Candidate:
        opened = self._grammar.opening(words)
        every = counting(words, found, fillers=self._grammar.fillers)
        rest = counting(words, found, fillers=self._grammar.fillers, start=opened)
        heard = [every, rest] if opened and rest else [every]
        scores = [(self._score(said, found, one), one) for one in self._templates[name] for said in heard]
        score, template = max(scores, key=lambda pair: pair[0])
        first = template.slots if score == _EXACT else ()
        slots = assigned(found, self._bot.intents[name], text=text, words=words, first=first)
        return Candidate(intent=name, confidence=round(score, 2), slots=slots)

    def _score(self, said: Sequence[str], found: Sequence[Found], template: Template) -> float:
        """Give how well a text fits a template, from 0 to 1: the words they share among those of each."""
        if said and tuple(said) == template.pattern:
            return _EXACT
        content = {word for word in said if not word.startswith("{")}
        shared = content & template.said
        types = {one.slot_type for one in found}
        if not content and len(types) > 1:
            return _VALUES_ONLY
        valueless = bool(template.types) and not types & template.types
        if len(shared) < 1 + valueless:
            return 0.0
        unknown = sum(1 if word in self._vocabulary else _UNKNOWN_WEIGHT for word in content - shared)
        fits = len(shared) + len(types)
        precision = fits / (fits + unknown)
        recall = (len(shared) + len(types & template.types)) / (len(template.said) + len(template.types))
        return min(precision * sqrt(recall), 0.99)
