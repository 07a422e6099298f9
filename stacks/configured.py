"""Installations and bots as the Lambdas read them from their environment: compact JSON."""

import json
from collections.abc import Mapping

from definition.bot import Bot as Definition
from stacks.stage import Stage

Definitions = Mapping[str, Definition]


def installations(stage: Stage, definitions: Definitions) -> str:
    """Every installation by name; its locales are those of its bot, the default one first."""
    return _compact(
        {
            name: {
                "channel": installation.channel,
                "bot": installation.bot,
                "locales": list(definitions[installation.bot].locales),
                "origins": installation.origins,
                "text_limit": installation.text_limit,
            }
            for name, installation in stage.installations.items()
        }
    )


def bots(stage: Stage, definitions: Definitions) -> str:
    """Every bot by name, with its engine; how long that remembers stands in the bot's definition."""
    return _compact(
        {
            name: {
                "engine": bot.engine,
                "bot_id": bot.bot_id,
                "alias_id": bot.alias_id,
                "memory_s": definitions[name].session_timeout_s,
                "daily_budget": bot.daily_budget,
            }
            for name, bot in stage.bots.items()
        }
    )


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
