"""What must hold between the parts of a definition, beyond the shape of each; every rule gives its faults."""

from collections.abc import Iterator

from definition.account_rules import account_faults
from definition.bot import BUILT_IN_SLOT_TYPES, FALLBACK, Bot
from definition.branch_rules import branch_faults
from definition.circle_rules import circle_faults
from definition.context_rules import context_faults
from definition.fault import Fault, instead
from definition.source import Source
from definition.talk_rules import aside_faults, missing_talk_faults, talk_faults
from definition.words_rules import locale_faults


def rule_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give every fault between the parts of a bot."""
    yield from _slot_type_faults(bot, source)
    yield from _unused_type_faults(bot, source)
    yield from _built_in_name_faults(bot, source)
    yield from _reply_faults(bot, source)
    yield from _command_faults(bot, source)
    yield from branch_faults(bot, source)
    yield from circle_faults(bot, source)
    yield from context_faults(bot, source)
    yield from account_faults(bot, source)
    yield from aside_faults(bot, source)
    yield from missing_talk_faults(bot, source)
    for locale in bot.locales.values():
        yield from locale_faults(bot, locale, source)
        yield from talk_faults(bot, locale, source)


def _slot_type_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    known = (*bot.slot_types, *BUILT_IN_SLOT_TYPES)
    for intent in bot.intents.values():
        for slot in intent.slots.values():
            if slot.type not in known:
                path = ("intents", intent.name, "slots", slot.name, "type")
                yield source.fault(path, f'unknown slot type "{slot.type}"', instead(slot.type, known))


def _unused_type_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    used = {slot.type for intent in bot.intents.values() for slot in intent.slots.values()}
    for name, values in bot.slot_types.items():
        path = ("slot_types", name)
        if name not in used:
            yield source.fault(
                path, f'no slot is of the type "{name}"', "give a slot this type, or remove it"
            )
        for index, value in enumerate(values):
            if value.lower() in {earlier.lower() for earlier in values[:index]}:
                yield source.fault((*path, index), f'"{value}" is listed twice', "remove one")


def _built_in_name_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    if FALLBACK in bot.intents:
        advice = f"remove it: {FALLBACK} is there by itself, and its words are the locale's fallback"
        yield source.fault(("intents", FALLBACK), f'"{FALLBACK}" is built in', advice)


def _reply_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    default, *others = bot.locales.values()
    for locale in others:
        for intent, words in locale.intents.items():
            path = ("locales", locale.name, "intents", intent, "replies")
            expected = default.intents[intent].replies if intent in default.intents else {}
            missing = [name for name in expected if name not in words.replies]
            for name in missing:
                yield source.fault(path, f'the reply "{name}" is missing in {locale.name}', f"add {name}")
            for name in (name for name in words.replies if name not in expected):
                advice = instead(name, missing)
                yield source.fault((*path, name), f'"{default.name}" has no reply "{name}"', advice)


def _command_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    default, *others = bot.locales.values()
    for locale in others:
        path = ("locales", locale.name, "commands")
        missing = [name for name in default.commands if name not in locale.commands]
        for name in missing:
            yield source.fault(path, f'the command "{name}" is missing in {locale.name}', f"add {name}")
        for name in (name for name in locale.commands if name not in default.commands):
            advice = instead(name, missing)
            yield source.fault((*path, name), f'"{default.name}" has no command "{name}"', advice)
