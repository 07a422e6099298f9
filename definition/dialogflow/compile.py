"""Compiles a bot for Dialogflow ES; the way in to this package.

Dialogflow understands, fulfilment leads the dialog: no parameter is required, and beside every intent stand
others for the answers to its questions, which match only in the contexts that fulfilment sets.
"""

from collections.abc import Iterator, Mapping

from definition.bot import Bot, Intent
from definition.contexts import needed_context
from definition.dialogflow.agent import Agent, AgentIntent, Parameter, Webhook
from definition.dialogflow.entities import entity_type_of, entity_types
from definition.dialogflow.names import (
    FALLBACK,
    UNKNOWN,
    WELCOME,
    answer_intent,
    ask_context,
    confirm_context,
    language,
    verdict_intent,
)
from definition.dialogflow.phrases import Phrasing
from definition.said import folded

TIME_ZONE = "Etc/UTC"


class NotForDialogflowError(ValueError):
    """Dialogflow has no agent like this bot; the message says what it cannot do."""


def dialogflow_agent(bot: Bot, *, webhook: Webhook | None = None) -> Agent:
    """Give the agent of a bot; raises ``NotForDialogflowError``."""
    languages = _languages(bot)
    phrasing = {languages[name]: Phrasing(bot=bot, locale=locale) for name, locale in bot.locales.items()}
    intents = (one for intent in bot.intents.values() for one in _intents(bot, intent, phrasing))
    fallback = AgentIntent(name=FALLBACK, action=UNKNOWN, fallback=True)
    return Agent(
        name=bot.name,
        description=bot.description,
        languages=tuple(languages.values()),
        time_zone=TIME_ZONE,
        confidence=bot.confidence,
        intents=tuple(sorted((*intents, fallback), key=lambda one: one.name)),
        entity_types=entity_types(bot),
        webhook=webhook,
    )


def _languages(bot: Bot) -> Mapping[str, str]:
    try:
        languages = {name: language(name) for name in bot.locales}
    except ValueError as error:
        raise NotForDialogflowError(str(error)) from error
    if len(set(languages.values())) < len(languages):
        spoken = ", ".join(languages)
        raise NotForDialogflowError(f"a Dialogflow agent speaks a language in one way, not in two: {spoken}")
    return languages


def _intents(bot: Bot, intent: Intent, phrasing: Mapping[str, Phrasing]) -> Iterator[AgentIntent]:
    parameters = tuple(
        Parameter(name=slot.name, entity_type=entity_type_of(slot.type)) for slot in intent.slots.values()
    )
    needed = needed_context(intent)
    yield AgentIntent(
        name=intent.name,
        action=f"begin.{intent.name}",
        input_contexts=(needed.lower(),) if needed else (),
        parameters=parameters,
        phrases={name: by.begin(intent) for name, by in phrasing.items()},
        events=(WELCOME,) if _greets(bot, intent) else (),
    )
    for slot in intent.slots:
        yield AgentIntent(
            name=answer_intent(intent.name, slot),
            action=f"answer.{intent.name}.{slot}",
            input_contexts=(ask_context(intent.name, slot),),
            parameters=parameters,
            phrases={name: by.answer(intent, slot) for name, by in phrasing.items()},
        )
    if any(locale.intents[intent.name].confirmation for locale in bot.locales.values()):
        yield from _verdicts(intent, phrasing)


def _verdicts(intent: Intent, phrasing: Mapping[str, Phrasing]) -> Iterator[AgentIntent]:
    for verdict in (True, False):
        yield AgentIntent(
            name=verdict_intent(intent.name, verdict=verdict),
            action=f"{'yes' if verdict else 'no'}.{intent.name}",
            input_contexts=(confirm_context(intent.name),),
            phrases={name: by.verdict(verdict=verdict) for name, by in phrasing.items()},
        )


def _greets(bot: Bot, intent: Intent) -> bool:
    """Tell whether what /start says in a messenger is said to this intent."""
    locale = next(iter(bot.locales.values()))
    start = folded(locale.commands.get("start", ""))
    return bool(start) and start in map(folded, locale.intents[intent.name].utterances)
