"""Understands by the sample utterances of a bot: their words, and the values found by a grammar."""

from collections.abc import Mapping, Sequence
from math import sqrt

from definition.bot import Bot, Locale
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
        scored = (self._candidate(name, text, words, found[name], context) for name in self._bot.intents)
        sure = (one for one in scored if one.confidence >= self._bot.confidence)
        mine = found.get(context.intent or "", ())
        answer = self._answer(text, words, mine, context)
        return Heard(
            candidates=tuple(sorted(sure, key=lambda one: one.confidence, reverse=True)),
            answer=answer,
            verdict=self._verdict(words, mine) if context.confirming and not answer else None,
        )

    def _candidate(
        self, name: str, text: str, words: Words, found: Sequence[Found], context: Context
    ) -> Candidate:
        heard = [self._said(words, found)]
        if context.intent and len(heard[0]) > 1 and self._grammar.verdict(words[:1]) is not None:
            heard.append(heard[0][1:])  # "no, cancel" may be "cancel" where there is something to say no to
        scores = [(self._score(said, found, one), one) for one in self._templates[name] for said in heard]
        score, template = max(scores, key=lambda pair: pair[0])
        first = template.slots if score == _EXACT else ()
        slots = assigned(found, self._bot.intents[name], text=text, words=words, first=first)
        return Candidate(intent=name, confidence=round(score, 2), slots=slots)

    def _said(self, words: Words, found: Sequence[Found]) -> Sequence[str]:
        """Give what counts in a text, in order: words that are no fillers, and types of values in braces."""
        inside = {at for one in found for at in range(one.span.start, one.span.end)}
        marks = {one.span.start: one.mark for one in found}
        empty = self._grammar.fillers
        every = (
            marks.get(at) or ("" if at in inside or word.folded in empty else word.folded)
            for at, word in enumerate(words)
        )
        return [one for one in every if one]

    def _score(self, said: Sequence[str], found: Sequence[Found], template: Template) -> float:
        """Give how well a text fits a template, from 0 to 1: the words they share among those of each."""
        if tuple(said) == template.pattern:
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

    def _answer(
        self, text: str, words: Words, found: Sequence[Found], context: Context
    ) -> Mapping[str, Value]:
        """Give what the text fills or changes; nothing when its other words are not of this bot."""
        intent = self._bot.intents.get(context.intent or "")
        if not intent:
            return {}
        asked = context.elicited or ""
        first = [asked] if asked in intent.slots else []
        slots = assigned(found, intent, text=text, words=words, first=first)
        changed = {name: value for name, value in slots.items() if not _same(value, context.slots.get(name))}
        if asked in slots:
            return changed | {asked: slots[asked]}
        rest = {word for word in self._said(words, found) if not word.startswith("{")}
        known = rest <= self._vocabulary or self._verdict(words, found) is not None
        return changed if known else {}

    def _verdict(self, words: Words, found: Sequence[Found]) -> bool | None:
        """Give whether the words beside the values say yes or no."""
        inside = {at for one in found for at in range(one.span.start, one.span.end)}
        empty = self._grammar.fillers if found else frozenset[str]()
        rest = [word for at, word in enumerate(words) if at not in inside and word.folded not in empty]
        return self._grammar.verdict(rest)


def _same(value: Value, given: Value | None) -> bool:
    return given is not None and given.interpreted == value.interpreted
