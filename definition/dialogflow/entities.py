"""Slot types as Dialogflow's entity types.

Source: https://cloud.google.com/dialogflow/es/docs/reference/system-entities
"""

from collections.abc import Mapping

from definition.bot import Bot
from definition.dialogflow.agent import EntityType
from definition.dialogflow.names import language

SYSTEM_TYPES: Mapping[str, str] = {
    "AMAZON.AlphaNumeric": "@sys.any",
    "AMAZON.City": "@sys.geo-city",
    "AMAZON.Country": "@sys.geo-country",
    "AMAZON.Date": "@sys.date",
    "AMAZON.Duration": "@sys.duration",
    "AMAZON.EmailAddress": "@sys.email",
    "AMAZON.FirstName": "@sys.given-name",
    "AMAZON.FreeFormInput": "@sys.any",
    "AMAZON.LastName": "@sys.last-name",
    "AMAZON.Number": "@sys.number",
    "AMAZON.Percentage": "@sys.percentage",
    "AMAZON.PhoneNumber": "@sys.phone-number",
    "AMAZON.Time": "@sys.time",
    "Parley.Money": "@sys.unit-currency",
}


def entity_type_of(slot_type: str) -> str:
    """Give the entity type of a slot type: ``@sys.date``, or ``@RoomType``."""
    return SYSTEM_TYPES.get(slot_type) or f"@{slot_type}"


def entity_types(bot: Bot) -> tuple[EntityType, ...]:
    """Give the bot's own slot types, by name."""
    return tuple(_entity_type(name, bot) for name in sorted(bot.slot_types))


def _entity_type(name: str, bot: Bot) -> EntityType:
    return EntityType(
        name=name,
        entries={
            language(locale.name): {
                value: tuple(dict.fromkeys((value, *locale.synonyms.get(name, {}).get(value, ()))))
                for value in bot.slot_types[name]
            }
            for locale in bot.locales.values()
        },
    )
