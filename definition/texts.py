"""The texts that fulfilment code speaks with, as the JSON that travels in its bundle."""

from collections.abc import Mapping

from definition.bot import Bot


def texts(bot: Bot) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Give the named replies of a bot by locale and intent; intents without replies are left out."""
    return {
        locale.name: {
            name: {reply: said.text for reply, said in words.replies.items()}
            for name, words in locale.intents.items()
            if words.replies
        }
        for locale in bot.locales.values()
    }
