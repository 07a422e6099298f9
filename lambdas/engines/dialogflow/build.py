"""Puts the engine together from what the stage has configured."""

from collections.abc import Callable

from lambdas.domain.installation import Agent, Bot
from lambdas.engines.dialogflow.credentials import Source, by_key, keyless, nobody
from lambdas.engines.dialogflow.engine import DialogflowEngine
from lambdas.engines.dialogflow.sessions import Sessions, endpoint_of
from lambdas.kit.fresh_pools import FreshPools


def dialogflow_engine(
    bot: Bot, *, endpoint: str | None, key: Callable[[], str], within_s: float
) -> DialogflowEngine:
    """The engine of a bot that has an agent; raises ValueError where it has none, or nothing to call it with.

    endpoint: of a server on one's own machine, which asks for no credentials. key: reads the text of the key.
    """
    agent = bot.agent
    if agent is None:
        raise ValueError(f"bot {bot.id}: no agent of dialogflow")
    sessions = Sessions(
        endpoint=endpoint or endpoint_of(agent.location),
        credentials=nobody() if endpoint else _credentials(bot, agent, key),
        http=FreshPools(cert_reqs="CERT_REQUIRED"),
        within_s=within_s,
    )
    return DialogflowEngine(bot=bot, agent=agent, sessions=sessions)


def _credentials(bot: Bot, agent: Agent, key: Callable[[], str]) -> Source:
    if agent.key_arn:
        return by_key(key)
    if not agent.audience:
        raise ValueError(f"bot {bot.id}: nothing to call dialogflow with; give it credentials")
    return keyless(agent)
