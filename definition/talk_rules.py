"""What must hold for what is answered without the engine: each phrase means one thing, and can be heard."""

from collections.abc import Iterator
from typing import Final

from definition.bot import Bot, Intent, Locale
from definition.fault import Fault, instead
from definition.message_rules import NOTHING, message_faults, placeholder_faults, variation_faults
from definition.said import folded
from definition.source import Source, Steps

WISHES: Final = {"sign_in": "sign in", "sign_out": "sign out", "who_am_i": "ask who is signed in"}


def talk_faults(bot: Bot, locale: Locale, source: Source) -> Iterator[Fault]:
    """Give every fault of the small talk and the languages of one locale."""
    path: Steps = ("locales", locale.name)
    yield from _language_faults(bot, locale, path, source)
    meant = dict(_meant(bot, locale))
    for name, talk in locale.small_talk.items():
        at: Steps = (*path, "small_talk", name)
        yield from _phrase_faults(talk.says, f"small talk {name}", (*at, "says"), source, heard=meant)
        for index, answer in enumerate(talk.answers):
            yield from message_faults(answer, NOTHING, (*at, "answers", index), source)
        yield from variation_faults(talk.answers, (*at, "answers"), source)
    for other, phrases in locale.languages.items():
        at = (*path, "languages", other)
        yield from _phrase_faults(phrases, f"the change to {other}", at, source, heard=meant)
    for wish, phrases in locale.account.items():
        at = (*path, "account", wish)
        yield from _phrase_faults(phrases, f"what people say to {WISHES[wish]}", at, source, heard=meant)


def heard(bot: Bot, locale: Locale) -> Iterator[tuple[str, str]]:
    """Give everything that is said for something, folded, and for what; not what is said of the account."""
    yield from _meant(bot, locale)
    for name, talk in locale.small_talk.items():
        for said in talk.says:
            yield folded(said), f"small talk {name}"
    for other, phrases in locale.languages.items():
        for said in phrases:
            yield folded(said), f"the change to {other}"


def aside_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give a fault for each branch by which an aside does not come back."""
    for name, intent in bot.intents.items():
        for step, index, other in _started(intent) if intent.aside else ():
            if other in bot.intents and not bot.intents[other].aside:
                problem = f'the aside "{name}" starts "{other}", which ends what it came into'
                advice = f"add aside: true to {other}, or remove it from {name}"
                yield source.fault(("intents", name, "branches", step, index), problem, advice)


def missing_talk_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give a fault for each small talk that only some locales have."""
    default, *others = bot.locales.values()
    for locale in others:
        path: Steps = ("locales", locale.name, "small_talk")
        missing = [name for name in default.small_talk if name not in locale.small_talk]
        for name in missing:
            yield source.fault(path, f'small talk "{name}" is missing in {locale.name}', f"add {name}")
        for name in (name for name in locale.small_talk if name not in default.small_talk):
            problem = f'"{default.name}" has no small talk "{name}"'
            yield source.fault((*path, name), problem, instead(name, missing))


def _meant(bot: Bot, locale: Locale) -> Iterator[tuple[str, str]]:
    """Give what the engine understands, folded, and as what."""
    for name, words in locale.intents.items():
        for said in words.utterances:
            yield folded(said), f"what people say for {name}"
    for name, values in bot.slot_types.items():
        synonyms = locale.synonyms.get(name, {})
        for said in (*values, *(one for of in synonyms.values() for one in of)):
            yield folded(said), f"a value of {name}"


def _started(intent: Intent) -> Iterator[tuple[str, int, str]]:
    """Give the branches of an intent that start another: the step, the place, and which."""
    for step, branches in intent.branches.items():
        for index, branch in enumerate(branches):
            if branch.then and branch.then.kind == "start":
                yield step, index, branch.then.name or ""


def _language_faults(bot: Bot, locale: Locale, path: Steps, source: Source) -> Iterator[Fault]:
    others = [name for name in bot.locales if name != locale.name]
    for name in locale.languages:
        at: Steps = (*path, "languages", name)
        if name == locale.name:
            yield source.fault(at, f"{name} is spoken here already", instead(name, others))
        elif name not in others:
            yield source.fault(at, f'the bot speaks no "{name}"', instead(name, others))


def _phrase_faults(
    phrases: tuple[str, ...], meaning: str, path: Steps, source: Source, *, heard: dict[str, str]
) -> Iterator[Fault]:
    for index, phrase in enumerate(phrases):
        at: Steps = (*path, index)
        yield from placeholder_faults(phrase, NOTHING, at, source)
        said = folded(phrase)
        if not said:
            yield source.fault(at, f'"{phrase}" has no words', "write what people say")
        elif said in heard:
            yield source.fault(at, f'"{phrase}" is already {heard[said]}', "remove one of them")
        heard.setdefault(said, meaning)
