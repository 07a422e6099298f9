"""Training phrases: a bot's sample utterances with a real value where a slot stands.

Dialogflow learns from annotated values; placeholders in their place are for old agents.
Source: https://cloud.google.com/dialogflow/es/docs/intents-training-phrases
"""

from collections.abc import Iterable, Iterator, Sequence

from definition.bot import Bot, Intent, Locale
from definition.dialogflow.agent import Part, Phrase
from definition.dialogflow.entities import entity_type_of
from definition.dialogflow.names import language
from definition.dialogflow.samples import samples
from definition.placeholder import PLACEHOLDER


class Phrasing:
    """Writes the training phrases of one bot in one locale."""

    def __init__(self, *, bot: Bot, locale: Locale) -> None:
        self._locale = locale
        self._samples = samples(language(locale.name))
        self._values = {**self._samples.values, **bot.slot_types}

    def begin(self, intent: Intent) -> tuple[Phrase, ...]:
        """Give what begins an intent, or changes it: its sample utterances."""
        return _once(self._phrases(self._locale.intents[intent.name].utterances, intent))

    def answer(self, intent: Intent, slot: str) -> tuple[Phrase, ...]:
        """Give what answers the question for a slot: its bare values, and every utterance that has it."""
        slot_type = intent.slots[slot].type
        around = (*self._samples.around[""], *self._samples.around.get(slot_type, ()))
        bare = ((self._value(value, slot, intent),) for value in self._said(slot_type))
        said = [one.replace("{}", f"{{{slot}}}") for one in around]
        longer = [one for one in self._locale.intents[intent.name].utterances if f"{{{slot}}}" in one]
        return _once((*bare, *self._phrases([*said, *longer], intent)))

    def verdict(self, *, verdict: bool) -> tuple[Phrase, ...]:
        """Give what says yes, or no."""
        words = self._samples.yes if verdict else self._samples.no
        return tuple((Part(text=one),) for one in words)

    def _said(self, slot_type: str) -> Iterator[str]:
        """Give every way to say a value of a type."""
        for value in self._values[slot_type]:
            yield from (value, *self._locale.synonyms.get(slot_type, {}).get(value, ()))

    def _phrases(self, utterances: Sequence[str], intent: Intent) -> Iterator[Phrase]:
        for number, utterance in enumerate(utterances):
            yield tuple(self._parts(utterance, intent, number))

    def _parts(self, utterance: str, intent: Intent, number: int) -> Iterator[Part]:
        """Give an utterance in parts; the values take turns, so that not all phrases have the same."""
        for place, part in enumerate(PLACEHOLDER.split(utterance)):
            if place % 2:  # split gives text and slot name by turns
                values = self._values[intent.slots[part].type]
                yield self._value(values[number % len(values)], part, intent)
            elif part:
                yield Part(text=part)

    def _value(self, value: str, slot: str, intent: Intent) -> Part:
        return Part(text=value, parameter=slot, entity_type=entity_type_of(intent.slots[slot].type))


def _once(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(phrases))
