"""What is said about a thing no bot can be handed, by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lambdas.domain.installation import language
from lambdas.domain.turn import What

DEFAULT: Final = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """shown: each thing as the person's own line names it. named: as the answer names it.

    answer: what the bot says, with ``{thing}``. answers: of those things that have one of their own.
    """

    shown: Mapping[What, str]
    named: Mapping[What, str]
    answer: str
    answers: Mapping[What, str]


ENGLISH: Final = Words(
    shown={
        What.PHOTO: "photo",
        What.VIDEO: "video",
        What.VOICE: "voice message",
        What.AUDIO: "recording",
        What.FILE: "file",
        What.LOCATION: "location",
        What.CONTACT: "contact",
        What.STICKER: "sticker",
        What.TOO_LONG: "very long message",
        What.EMPTY: "empty message",
        What.OTHER: "something else",
    },
    named={
        What.PHOTO: "photos",
        What.VIDEO: "videos",
        What.VOICE: "voice messages",
        What.AUDIO: "recordings",
        What.FILE: "files",
        What.LOCATION: "locations",
        What.CONTACT: "contacts",
        What.STICKER: "stickers",
        What.OTHER: "messages of this kind",
    },
    answer="I cannot understand {thing} yet. Please tell me in words.",
    answers={
        What.TOO_LONG: "That is more than I can take in at once. Please say it in fewer words.",
        What.EMPTY: "I found no words in that. What would you like to tell me?",
    },
)

SPANISH: Final = Words(
    shown={
        What.PHOTO: "foto",
        What.VIDEO: "vídeo",
        What.VOICE: "mensaje de voz",
        What.AUDIO: "grabación",
        What.FILE: "archivo",
        What.LOCATION: "ubicación",
        What.CONTACT: "contacto",
        What.STICKER: "pegatina",
        What.TOO_LONG: "mensaje muy largo",
        What.EMPTY: "mensaje vacío",
        What.OTHER: "otra cosa",
    },
    named={
        What.PHOTO: "fotos",
        What.VIDEO: "vídeos",
        What.VOICE: "mensajes de voz",
        What.AUDIO: "grabaciones",
        What.FILE: "archivos",
        What.LOCATION: "ubicaciones",
        What.CONTACT: "contactos",
        What.STICKER: "pegatinas",
        What.OTHER: "mensajes de este tipo",
    },
    answer="Todavía no entiendo {thing}. Por favor, dígamelo con palabras.",
    answers={
        What.TOO_LONG: "Es más de lo que puedo leer de una vez. Por favor, dígalo con menos palabras.",
        What.EMPTY: "No he encontrado palabras en eso. ¿Qué quería decirme?",
    },
)

BY_LANGUAGE: Final[Mapping[str, Words]] = {"en": ENGLISH, "es": SPANISH}


def shown(what: What, *, name: str = "", locale: str) -> str:
    """What stands for it as the person's own line: ``[photo]``, or by its name ``[file: note.pdf]``."""
    thing = _words(locale).shown[what]
    return f"[{thing}: {name}]" if name else f"[{thing}]"


def unhandled(what: What, *, locale: str) -> str:
    """What the bot answers, in the language of a locale, in English where we have no other."""
    words = _words(locale)
    return words.answers.get(what) or words.answer.format(thing=words.named[what])


def _words(locale: str) -> Words:
    return BY_LANGUAGE.get(language(locale), BY_LANGUAGE[DEFAULT])
