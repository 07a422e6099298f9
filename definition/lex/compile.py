"""Compiles a bot for Lex V2; the way in to this package.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lex-bot.html
"""

import hashlib
import json
from collections.abc import Mapping

from definition.bot import Bot, Locale
from definition.lex.intents import fallback_properties, intent_properties
from definition.lex.messages import Properties


def lex_bot(bot: Bot) -> Properties:
    """Give the properties of ``AWS::Lex::Bot``, all but its name and its role."""
    described = {"Description": bot.description} if bot.description else {}
    return {
        **described,
        "DataPrivacy": {"ChildDirected": False},
        "IdleSessionTTLInSeconds": bot.session_timeout_s,
        "AutoBuildBotLocales": True,
        "BotLocales": [_locale(bot, locale) for locale in bot.locales.values()],
    }


def locale_id(locale: str) -> str:
    """Give a locale as Lex writes it: ``en_US`` for ``en-US``."""
    return locale.replace("-", "_")


def fingerprint(properties: Mapping[str, object]) -> str:
    """Give 16 hexadecimal digits that change whenever a compiled bot does."""
    written = json.dumps(properties, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _locale(bot: Bot, locale: Locale) -> Properties:
    types = [_slot_type(name, values, locale) for name, values in bot.slot_types.items()]
    intents = [intent_properties(bot, intent, locale.intents[name]) for name, intent in bot.intents.items()]
    return {
        "LocaleId": locale_id(locale.name),
        "NluConfidenceThreshold": bot.confidence,
        **({"SlotTypes": types} if types else {}),
        "Intents": [*intents, fallback_properties(locale.fallback)],
    }


def _slot_type(name: str, values: tuple[str, ...], locale: Locale) -> Properties:
    """Give a slot type that takes its values and their synonyms, and nothing like them."""
    synonyms = locale.synonyms.get(name, {})
    return {
        "Name": name,
        "SlotTypeValues": [_value(value, synonyms.get(value, ())) for value in values],
        "ValueSelectionSetting": {"ResolutionStrategy": "TOP_RESOLUTION"},
    }


def _value(value: str, synonyms: tuple[str, ...]) -> Properties:
    others = [{"Value": synonym} for synonym in synonyms]
    return {"SampleValue": {"Value": value}} | ({"Synonyms": others} if others else {})
