"""Installations and bots as the Lambdas read them from their environment: compact JSON."""

import json
from collections.abc import Iterable, Mapping

from definition.bot import Bot as Definition
from stacks.stage import WEB, Agent, Alias, Bot, Installation, Stage
from stacks.stage_file import StageError

Definitions = Mapping[str, Definition]
Aliases = Mapping[str, Alias]


def installations(
    among: Iterable[Installation],
    definitions: Definitions,
    *,
    site_origin: str,
    more: Mapping[str, Mapping[str, object]] | None = None,
    hears: bool = True,
) -> str:
    """Installations by name; the locales are those of the bot, the default one first.

    site_origin: the platform's own page, which may open every installation that chats through a page.
    more: by installation, what this reader alone is told: where its secrets are, whom a page knows.
    hears: whether the reader takes what people say; if not, it needs no commands, no limit and no origins.
    """
    installed = tuple(among)
    return _compact(
        {
            "bots": {each.bot: _heard(definitions[each.bot], hears=hears) for each in installed},
            "installations": {
                each.name: {
                    **_installation(each, site_origin, hears=hears),
                    **(more or {}).get(each.name, {}),
                }
                for each in installed
            },
        }
    )


def bots(
    stage: Stage, definitions: Definitions, aliases: Aliases, *, keys: Mapping[str, str] | None = None
) -> str:
    """Every bot by name, with its engine; how long that remembers stands in the bot's definition.

    keys: by bot, where the reader finds the key that Dialogflow is called with.
    """
    return _compact(
        {
            name: {
                **_engines(bot, definitions[name], stage),
                **_alias(aliases.get(name)),
                **_agent(stage.agents.get(name), (keys or {}).get(name, "")),
                "memory_s": definitions[name].session_timeout_s,
                "daily_budget": bot.daily_budget,
            }
            for name, bot in stage.bots.items()
        }
    )


def _heard(bot: Definition, *, hears: bool) -> Mapping[str, object]:
    """What every installation of a bot is told of it."""
    commands = {locale.name: locale.commands for locale in bot.locales.values()}
    return {"locales": list(bot.locales), **({"commands": commands} if hears else {})}


def _installation(each: Installation, site_origin: str, *, hears: bool) -> Mapping[str, object]:
    told = {
        "channel": each.channel,
        "bot": each.bot,
        "origins": [site_origin, *each.origins] if hears and each.channel == WEB else [],
        "text_limit": each.text_limit if hears else 0,
        "account": each.account,
    }
    return {name: value for name, value in told.items() if value}


def _engines(bot: Bot, definition: Definition, stage: Stage) -> Mapping[str, object]:
    """The engines of a bot; raises ``StageError`` for a locale that it does not speak."""
    for locale in bot.locales:
        if locale not in definition.locales:
            fact = f"stages/{stage.name}.yaml: bots.{bot.name}.locales.{locale} is no locale of the bot"
            raise StageError(f"{fact}: write {' or '.join(definition.locales)}")
    first, *second = bot.every
    told = {"engine": first, "second": "".join(second), "locales": bot.locales}
    return {name: value for name, value in told.items() if value}


def _alias(alias: Alias | None) -> Mapping[str, str]:
    return {"bot_id": alias.bot_id, "alias_id": alias.alias_id} if alias else {}


def _agent(agent: Agent | None, key_arn: str) -> Mapping[str, Mapping[str, str]]:
    if agent is None:
        return {}
    told = {
        "project": agent.project,
        "location": agent.location,
        "audience": agent.audience or "",
        "service_account": agent.service_account or "",
        "key_arn": key_arn,
    }
    return {"agent": {name: value for name, value in told.items() if value}}


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
