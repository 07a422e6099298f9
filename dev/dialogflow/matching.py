"""Decides which intent of an agent a text matches, where some contexts are active.

An intent matches only while all its input contexts are active, and one with input contexts goes before one
without. Source: https://cloud.google.com/dialogflow/es/docs/contexts-input-output
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from definition.bot import Bot
from definition.contexts import left_contexts
from definition.dialogflow.agent import Agent, AgentIntent
from definition.dialogflow.names import answer_intent, ask_context, confirm_context, verdict_intent
from dev.understanding.heard import Context, Heard, Understanding, Value

# While an answer is awaited, only something this sure leads away from the intent under way.
_SURE_ENOUGH_TO_LEAVE = 0.8
_CERTAIN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The intent that was matched, the values that were said, and how sure that is."""

    intent: AgentIntent
    values: Mapping[str, Value] = field(default_factory=dict)
    confidence: float = _CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """The values said so far of the intent that was last under way.

    Dialogflow itself knows less: here "until Sunday" counts from the day of arrival.
    """

    intent: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    def after(self, match: Match) -> "Recalled":
        """Give what is recalled after one more turn."""
        _, _, rest = match.intent.action.partition(".")
        intent = rest.partition(".")[0]
        kept = self.values if intent == self.intent else {}
        return Recalled(intent=intent, values={**kept, **match.values}) if intent else self


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """What an answer is awaited to: a slot of an intent, or its confirmation."""

    intent: str
    slot: str | None


class Matcher:
    """One agent in one of its languages, heard by the understanding of the bot that it was compiled from."""

    def __init__(self, *, bot: Bot, agent: Agent, understanding: Understanding) -> None:
        self._understanding = understanding
        self._intents = {one.name: one for one in agent.intents}
        self._fallback = next(one for one in agent.intents if one.fallback)
        self._open = {
            ask_context(intent.name, slot): _Open(intent=intent.name, slot=slot)
            for intent in bot.intents.values()
            for slot in intent.slots
        }
        left = (name for intent in bot.intents.values() for name in left_contexts(bot, intent))
        self._left = {name.lower(): name for name in left}
        self._open |= {confirm_context(name): _Open(intent=name, slot=None) for name in bot.intents}

    def match(self, text: str, *, active: AbstractSet[str], recalled: Recalled, today: date) -> Match:
        """Give what a text matches; the fallback where it is nothing else."""
        asked = next((self._open[name] for name in sorted(active) if name in self._open), None)
        known = recalled.values if asked and recalled.intent == asked.intent else {}
        context = Context(
            today=today,
            intent=asked.intent if asked else None,
            slots=known,
            elicited=asked.slot if asked else None,
            confirming=asked is not None and asked.slot is None,
            contexts=frozenset(self._left[name] for name in active if name in self._left),
        )
        heard = self._understanding.understand(text, context=context)
        found = self._begun(heard, active, least=_SURE_ENOUGH_TO_LEAVE if asked else 0)
        if asked and (heard.verdict is not None or found is None or found.intent.name == asked.intent):
            found = self._answered(heard, asked) or found
        return found or self.match_nothing()

    def match_event(self, name: str, *, active: AbstractSet[str]) -> Match | None:
        """Give the intent that an event triggers."""
        found = (one for one in self._intents.values() if name in one.events and _may(one, active))
        intent = next(found, None)
        return Match(intent=intent) if intent else None

    def match_nothing(self) -> Match:
        """Give the fallback."""
        return Match(intent=self._fallback)

    def _begun(self, heard: Heard, active: AbstractSet[str], *, least: float) -> Match | None:
        for one in heard.candidates:
            intent = self._intents[one.intent]
            if one.confidence >= least and _may(intent, active):
                return Match(intent=intent, values=one.slots, confidence=one.confidence)
        return None

    def _answered(self, heard: Heard, asked: _Open) -> Match | None:
        """Give the answer's own intent; of a change beside what was asked for, the intent under way."""
        if heard.answer:
            own = asked.slot in heard.answer
            name = answer_intent(asked.intent, asked.slot) if own and asked.slot else asked.intent
            return Match(intent=self._intents[name], values=heard.answer)
        if heard.verdict is not None and asked.slot is None:
            return Match(intent=self._intents[verdict_intent(asked.intent, verdict=heard.verdict)])
        return None


def _may(intent: AgentIntent, active: AbstractSet[str]) -> bool:
    return set(intent.input_contexts) <= active
