"""What must hold for the words of one locale: all is said, and nothing is said of what is not there."""

import re
from collections.abc import Container, Iterable, Iterator

from definition.bot import DONE, Bot, Intent, IntentWords, Locale
from definition.contexts import come_apart
from definition.fault import Fault, instead
from definition.source import Source, Steps
from definition.wording_rules import fallback_faults, wording_faults


def locale_faults(bot: Bot, locale: Locale, source: Source) -> Iterator[Fault]:
    """Give every fault of one locale."""
    path: Steps = ("locales", locale.name)
    yield from fallback_faults(locale.fallback, (*path, "fallback"), source)
    yield from _synonym_faults(bot, locale, source)
    for missing in _without(bot.intents, locale.intents):
        yield source.fault(
            (*path, "intents"),
            f'intent "{missing}" has no words in {locale.name}',
            f"add {missing} with utterances",
        )
    heard: dict[str, list[str]] = {}
    for name, words in locale.intents.items():
        at = (*path, "intents", name)
        if name not in bot.intents:
            unsaid = _without(bot.intents, locale.intents)
            yield source.fault(at, f'unknown intent "{name}"', instead(name, unsaid or bot.intents))
            continue
        yield from _intent_faults(bot.intents[name], words, at, source)
        yield from wording_faults(bot, bot.intents[name], words, at, source)
        yield from _repeated_faults(bot, bot.intents[name], words, at, source, heard=heard)


def _synonym_faults(bot: Bot, locale: Locale, source: Source) -> Iterator[Fault]:
    for slot_type, values in locale.synonyms.items():
        path: Steps = ("locales", locale.name, "slot_types", slot_type)
        if slot_type not in bot.slot_types:
            yield source.fault(path, f'unknown slot type "{slot_type}"', instead(slot_type, bot.slot_types))
            continue
        known = bot.slot_types[slot_type]
        meaning = {value.lower(): value for value in known}
        for value, synonyms in values.items():
            if value not in known:
                yield source.fault((*path, value), f'"{value}" is no {slot_type}', instead(value, known))
            for index, synonym in enumerate(synonyms):
                if synonym.lower() in meaning:
                    problem = f'"{synonym}" already means "{meaning[synonym.lower()]}"'
                    yield source.fault((*path, value, index), problem, "keep it once, under one value")
                meaning.setdefault(synonym.lower(), value)


def _intent_faults(intent: Intent, words: IntentWords, path: Steps, source: Source) -> Iterator[Fault]:
    if not words.utterances:
        problem = f'intent "{intent.name}" has no utterances'
        yield source.fault((*path, "utterances"), problem, "add what people say for it")
    if not words.closing and not intent.fulfillment_hook and not _goes_on(intent):
        problem = f'intent "{intent.name}" ends in silence'
        yield source.fault(path, problem, "add closing, or set fulfillment_hook: true")
    for slot in intent.slots.values():
        if slot.required and slot.name not in words.slots:
            problem = f'slot "{slot.name}" has no prompt'
            yield source.fault(
                (*path, "slots"), problem, f"add {slot.name} with prompt: the question that asks for it"
            )
    unasked = _without(intent.slots, words.slots)
    for name in _without(words.slots, intent.slots):
        yield source.fault(
            (*path, "slots", name), f'unknown slot "{name}"', instead(name, unasked or intent.slots)
        )


def _goes_on(intent: Intent) -> bool:
    """Tell whether something always comes after an intent is done."""
    return any(branch.condition is None for branch in intent.branches.get(DONE, ()))


def _repeated_faults(
    bot: Bot, intent: Intent, words: IntentWords, path: Steps, source: Source, *, heard: dict[str, list[str]]
) -> Iterator[Fault]:
    """Check what is said for several intents: it may be where each comes after other ones."""
    for index, utterance in enumerate(words.utterances):
        said = " ".join(re.findall(r"[\w{}]+", utterance.lower()))
        others = [bot.intents[name] for name in heard.get(said, ())]
        rival = next((other for other in others if not come_apart(intent, other)), None)
        if rival:
            problem = f'"{utterance}" is already said for "{rival.name}"'
            follows = rival.name != intent.name and (intent.after or rival.after)
            advice = "remove one of them" + (", or let each come after other intents" if follows else "")
            yield source.fault((*path, "utterances", index), problem, advice)
        heard.setdefault(said, []).append(intent.name)


def _without(names: Iterable[str], others: Container[str]) -> list[str]:
    return [name for name in names if name not in others]
