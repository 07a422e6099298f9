"""What to say to a bot so that a behaviour shows: found in its definition."""

from collections.abc import Iterator

from cli.doctor.finding import NotTriableError
from definition.bot import Bot, Intent, Locale
from definition.dialogflow.names import language
from definition.dialogflow.samples import samples
from definition.placeholder import PLACEHOLDER


def plain_intent(bot: Bot, locale: Locale) -> tuple[Intent, str]:
    """An intent that the definition alone answers, and what to say for it; raises ``NotTriableError``."""
    for intent in bot.intents.values():
        coded = intent.dialog_hook or intent.fulfillment_hook
        if not coded and not intent.slots and not intent.branches and not intent.after:
            words = locale.intents.get(intent.name)
            if words and words.closing and (said := next(_sayable(words.utterances), None)):
                return intent, said
    raise NotTriableError("no intent is answered by the definition alone")


def follow_up(bot: Bot, locale: Locale) -> tuple[Intent, str]:
    """A follow-up intent, and what to say for it; raises ``NotTriableError``."""
    for intent in bot.intents.values():
        words = locale.intents.get(intent.name)
        if intent.after and words and (said := next(_sayable(words.utterances), None)):
            return intent, said
    raise NotTriableError("no intent follows another")


def listed_slot(bot: Bot) -> tuple[Intent, str, str]:
    """A required slot with a list of values, and one of them; raises ``NotTriableError``."""
    for intent in bot.intents.values():
        for name, slot in intent.slots.items():
            if slot.required and slot.type in bot.slot_types:
                return intent, name, bot.slot_types[slot.type][0]
    raise NotTriableError("no required slot has a list of values")


def slot_utterance(bot: Bot, locale: Locale) -> str:
    """What begins the intent of ``listed_slot`` with that slot's value and no other; raises as it does."""
    intent, name, value = listed_slot(bot)
    for each in locale.intents[intent.name].utterances:
        if PLACEHOLDER.findall(each) == [name]:
            return each.replace(f"{{{name}}}", value)
    raise NotTriableError("no utterance has the value of a required slot alone")


def beginning(bot: Bot, locale: Locale) -> str:
    """What begins an intent with a required slot, which is asked for then; raises ``NotTriableError``."""
    for intent in bot.intents.values():
        asks = not intent.after and any(slot.required for slot in intent.slots.values())
        said = next(_sayable(locale.intents[intent.name].utterances), None)
        if asks and said:
            return said
    raise NotTriableError("no intent asks for anything")


def a_value(bot: Bot, locale: Locale, slot_type: str) -> str:
    """A value of a type, as somebody says it."""
    return {**samples(language(locale.name)).values, **bot.slot_types}[slot_type][0]


def _sayable(utterances: tuple[str, ...]) -> Iterator[str]:
    return (each for each in utterances if "{" not in each)
