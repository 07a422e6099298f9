"""Makes the agent of a bot from its definition, ready to be talked to."""

from definition.bot import Bot
from definition.dialogflow.compile import dialogflow_agent
from definition.dialogflow.names import language
from dev.dialogflow.matching import Matcher
from dev.dialogflow.runtime import ServedAgent
from dev.dialogflow.webhook import WebhookCall
from dev.understanding.understood import understanding_of


def served(bot: Bot, *, webhook: WebhookCall | None) -> ServedAgent:
    """Give a bot's agent; raises ``NotForDialogflowError`` or ``UnknownLanguageError``."""
    agent = dialogflow_agent(bot)
    matchers = {
        language(name): Matcher(bot=bot, agent=agent, understanding=understanding_of(bot, locale))
        for name, locale in bot.locales.items()
    }
    return ServedAgent(agent=agent, matchers=matchers, webhook=webhook)
