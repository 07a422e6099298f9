"""What the parts of an agent are called that a bot's definition has no name for."""

import uuid

ASK, CONFIRM = "ask", "confirm"
FALLBACK = "Default Fallback Intent"
UNKNOWN = "input.unknown"
WELCOME = "WELCOME"
"""The event by which clients greet somebody who has said nothing yet."""

# Source: https://cloud.google.com/dialogflow/es/docs/reference/language
_LANGUAGES = frozenset(
    [
        "bn",
        "da",
        "de",
        "en",
        "es",
        "fi",
        "fil",
        "fr",
        "hi",
        "id",
        "it",
        "ja",
        "ko",
        "mr",
        "ms",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "si",
        "sv",
        "ta",
        "te",
        "th",
        "tr",
        "uk",
        "vi",
    ]
)
_REGIONAL = frozenset({"zh-cn", "zh-hk", "zh-tw", "pt-br"})
_NAMESPACE = uuid.UUID("3f5a6a30-3a3e-5d5c-9d0f-7d1f0a6f3c11")


def identity(agent: str, *names: str) -> str:
    """Give the id of a part of an agent: the same whenever the same bot is compiled."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((agent, *names))))


def language(locale: str) -> str:
    """Give a locale as Dialogflow writes it: ``en`` for ``en-US``, ``zh-cn`` for ``zh-CN``.

    Raises ValueError where Dialogflow does not know the language.
    """
    regional, root = locale.lower(), locale.partition("-")[0]
    if regional in _REGIONAL:
        return regional
    if root not in _LANGUAGES:
        raise ValueError(f"Dialogflow ES does not speak {locale}")
    return root


def ask_context(intent: str, slot: str) -> str:
    """Give the context that is active while a slot is asked for."""
    return f"{ASK}__{intent}__{slot}".lower()


def confirm_context(intent: str) -> str:
    """Give the context that is active while a yes or a no is awaited."""
    return f"{CONFIRM}__{intent}".lower()


def answer_intent(intent: str, slot: str) -> str:
    """Give the intent that a bare answer for a slot matches."""
    return f"{intent} - {slot}"


def verdict_intent(intent: str, *, verdict: bool) -> str:
    """Give the intent that a yes or a no matches."""
    return f"{intent} - {'yes' if verdict else 'no'}"
