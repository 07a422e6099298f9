"""What the platform itself says in a chat, by language; everything else is the bot's to say."""

from collections.abc import Mapping
from typing import Final

from lambdas.domain.account import Account
from lambdas.domain.installation import language
from lambdas.flows.account_phrases import ACCOUNT_PHRASES

DEFAULT: Final = "en"

PHRASES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "apology": "Sorry, something went wrong and I could not answer that. Our number for it is {number}.",
        "unanswered": "Sorry, I could not answer that, and nothing of it was kept."
        " Please say it again later.",
        "speechless": "I have no answer to that. Could you put it another way?",
        "slow_down": "That was a lot at once. Please write again in {wait}.",
        "spent": "I have answered all I can for today. Please write again in {wait}.",
        "language": "All right, let us go on in {language}.",
        "anew": "What we had begun starts anew: please tell me again what you would like.",
        "lost": "I am sorry, I have lost what we had begun: please tell me again what you would like.",
        "seconds": "{count} seconds",
        "minutes": "{count} minutes",
        "hours": "{count} hours",
    },
    "es": {
        "apology": "Lo siento, algo ha fallado y no he podido responder. Nuestro número es {number}.",
        "unanswered": "Lo siento, no he podido responder y no se ha guardado nada."
        " Dígalo de nuevo más tarde, por favor.",
        "speechless": "No tengo respuesta a eso. ¿Podría decirlo de otra manera?",
        "slow_down": "Ha sido mucho de una vez. Escriba de nuevo dentro de {wait}.",
        "spent": "He respondido todo lo que puedo por hoy. Escriba de nuevo dentro de {wait}.",
        "language": "De acuerdo, seguimos en {language}.",
        "anew": "Lo que habíamos empezado comienza de nuevo: dígame otra vez qué desea.",
        "lost": "Lo siento, he perdido lo que habíamos empezado: dígame otra vez qué desea.",
        "seconds": "{count} segundos",
        "minutes": "{count} minutos",
        "hours": "{count} horas",
    },
}

NAMES: Final[Mapping[str, str]] = {"en": "English", "es": "español"}

MINUTE_S: Final = 60
HOUR_S: Final = 3600


def phrase(name: str, *, locale: str, **fillings: str) -> str:
    """A phrase in the language of a locale, in English where we have no other."""
    return _phrases(locale)[name].format(**fillings)


def language_name(locale: str) -> str:
    """What a language calls itself: ``español``; the locale where we do not know."""
    return NAMES.get(language(locale), locale)


def wait(seconds: int, *, locale: str) -> str:
    """A time to wait, rounded up to what a person would say: ``40 seconds``, ``5 hours``."""
    unit, size = ("seconds", 1)
    if seconds > 2 * HOUR_S:
        unit, size = ("hours", HOUR_S)
    elif seconds > 2 * MINUTE_S:
        unit, size = ("minutes", MINUTE_S)
    return phrase(unit, locale=locale, count=str(max(2, -(-seconds // size))))


def name_of(account: Account, *, locale: str) -> str:
    """Who is signed in, as the person may be shown it: ``Ann (a•••@example.org)``."""
    if account.name and account.masked:
        return f"{account.name} ({account.masked})"
    return account.name or account.masked or phrase("somebody", locale=locale)


def _phrases(locale: str) -> Mapping[str, str]:
    spoken = language(locale) if language(locale) in PHRASES else DEFAULT
    return {**PHRASES[spoken], **ACCOUNT_PHRASES[spoken]}
