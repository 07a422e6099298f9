"""The grammars that there are, by locale."""

from dev.understanding.english.tongue import english
from dev.understanding.span import Grammar
from dev.understanding.spanish.tongue import spanish
from dev.understanding.spoken import SpokenGrammar

_TONGUES = {"en": english, "es": spanish}


class UnknownLanguageError(ValueError):
    """There is no grammar for a bot's language here."""


def grammar(locale: str) -> Grammar:
    """Give the grammar of a locale, as ``en-US``; raises ``UnknownLanguageError``."""
    tongue = _TONGUES.get(locale.partition("-")[0])
    if tongue is None:
        spoken = ", ".join(sorted(_TONGUES))
        raise UnknownLanguageError(f"there is no grammar for {locale} yet, only for {spoken}")
    return SpokenGrammar(tongue(locale))
