"""Makes a bot from its definition, ready to be talked to."""

from definition.bot import Bot, Locale
from definition.lex.compile import locale_id
from dev.lex.dialog import Dialog
from dev.lex.hook import Hook
from dev.lex.runtime import Served
from dev.understanding.understood import understanding_of


def served(bot: Bot, *, hook: Hook) -> Served:
    """Give a bot with a dialog in each of its locales; raises ``UnknownLanguageError``."""
    dialogs = {locale_id(name): _dialog(bot, locale, hook=hook) for name, locale in bot.locales.items()}
    return Served(bot=bot, dialogs=dialogs)


def _dialog(bot: Bot, locale: Locale, *, hook: Hook) -> Dialog:
    return Dialog(bot=bot, locale=locale, understanding=understanding_of(bot, locale), hook=hook)
