"""What must hold for follow-up intents and defaults: what they come from is there, and stays in context."""

from collections.abc import Iterator

from definition.bot import Bot, FromContext, Intent, Slot
from definition.condition_rules import value_mismatch
from definition.contexts import left_contexts, needed_context
from definition.fault import Fault, instead
from definition.source import Source, Steps

_MOST_CONTEXTS = 10  # that one intent of Lex may leave
_LONGEST_NAME = 100


def context_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give every fault of all follow-up intents and defaults."""
    for intent in bot.intents.values():
        path: Steps = ("intents", intent.name)
        yield from _after_faults(bot, intent, (*path, "after"), source)
        for slot in intent.slots.values():
            at: Steps = (*path, "slots", slot.name, "default")
            yield from _default_faults(bot, slot, at, source)
        if len(left_contexts(bot, intent)) > _MOST_CONTEXTS:
            advice = "let fewer intents come after it and others"
            yield source.fault((*path, "context"), "too many intents come after this one", advice)


def _after_faults(bot: Bot, intent: Intent, path: Steps, source: Source) -> Iterator[Fault]:
    for index, name in enumerate(intent.after):
        at: Steps = (*path, index)
        if name in intent.after[:index]:
            yield source.fault(at, f'"{name}" is listed twice', "remove one")
        elif intent.after == (intent.name,):
            advice = "name another intent, after which it is understood first"
            yield source.fault(at, f'"{name}" would never be understood', advice)
        else:
            yield from _source_faults(bot, name, at, source)
    if len(needed_context(intent) or "") > _LONGEST_NAME:
        problem = f"the names of these intents have more than {_LONGEST_NAME} characters"
        yield source.fault(path, problem, "name fewer intents, or give them shorter names")


def _source_faults(bot: Bot, name: str, path: Steps, source: Source) -> Iterator[Fault]:
    """Check an intent that something comes from."""
    if name not in bot.intents:
        yield source.fault(path, f'unknown intent "{name}"', instead(name, bot.intents))
    elif bot.intents[name].context is None:
        advice = f"add context: {{turns: 5}} to intents.{name}"
        yield source.fault(path, f'"{name}" does not stay in context', advice)


def _default_faults(bot: Bot, slot: Slot, path: Steps, source: Source) -> Iterator[Fault]:
    if isinstance(slot.default, FromContext):
        yield from _from_context_faults(bot, slot, slot.default, path, source)
    elif slot.default is not None:
        if set("{}") & set(slot.default):
            yield source.fault(path, "a brace without its partner", 'write a value, or "{Intent.Slot}"')
        elif mismatch := value_mismatch(slot.default, slot.type, bot):
            yield source.fault(path, *mismatch)


def _from_context_faults(
    bot: Bot, slot: Slot, default: FromContext, path: Steps, source: Source
) -> Iterator[Fault]:
    if not default.slot:
        advice = 'write the intent and its slot, as "{BookHotel.City}"'
        yield source.fault(path, f'"{{{default.intent}}}" names no slot of an intent', advice)
        return
    yield from _source_faults(bot, default.intent, path, source)
    if default.intent not in bot.intents:
        return
    given = bot.intents[default.intent].slots
    if default.slot not in given:
        problem = f'"{default.intent}" has no slot "{default.slot}"'
        yield source.fault(path, problem, instead(default.slot, given))
    elif given[default.slot].type != slot.type:
        problem = f"{{{default.intent}.{default.slot}}} is of the type {given[default.slot].type}"
        yield source.fault(path, problem, f"take one of the type {slot.type}")
