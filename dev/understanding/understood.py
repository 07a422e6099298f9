"""The understanding that stands behind every local engine."""

from definition.bot import Bot, Locale
from dev.understanding.grammars import grammar
from dev.understanding.heard import Understanding
from dev.understanding.templates import TemplateUnderstanding


def understanding_of(bot: Bot, locale: Locale) -> Understanding:
    """Give what understands a bot in one of its locales; raises ``UnknownLanguageError``."""
    return TemplateUnderstanding(bot=bot, locale=locale, grammar=grammar(locale.name))
