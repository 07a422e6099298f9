"""Installations and bots as the Lambdas read them from their environment: compact JSON."""

import json
from collections.abc import Iterable, Mapping

from definition.bot import Bot as Definition
from stacks.channels import known_longer
from stacks.stage import WEB, Agent, Alias, Bot, Installation, Stage
from stacks.stage_file import StageError

INSTALLATIONS = "installations.json"
"""The file of a bundle that tells of its installations."""

Definitions = Mapping[str, Definition]
Aliases = Mapping[str, Alias]


def installations(among: Iterable[Installation], definitions: Definitions) -> str:
    """Installations by name, as far as they are known before a deployment, for a file of a bundle.

    The locales are those of the bot, the default one first.
    """
    installed = tuple(among)
    return _compact(
        {
            "bots": {each.bot: _heard(definitions[each.bot]) for each in installed},
            "installations": {each.name: _installation(each) for each in installed},
        }
    )


def deployed(among: Iterable[Installation], more: Mapping[str, Mapping[str, object]]) -> str:
    """What one reader alone is told of installations: where secrets are, whom a page knows, its origins.

    It stands in an environment, which is small, so that it holds only what a deployment makes known.
    """
    return _compact({"installations": {each.name: more[each.name] for each in among if each.name in more}})


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


def _heard(bot: Definition) -> Mapping[str, object]:
    """What every installation of a bot is told of it."""
    commands = {locale.name: locale.commands for locale in bot.locales.values()}
    return {"locales": list(bot.locales), "commands": commands}


def _installation(each: Installation) -> Mapping[str, object]:
    told = {
        "channel": each.channel,
        "bot": each.bot,
        "text_limit": each.text_limit,
        "account": each.account,
        **(known_longer(each.channel) if each.channel != WEB else {}),
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
