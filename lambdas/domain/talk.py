"""What is answered without an engine, by bot and locale: small talk, and the wish for another language.

It travels in the bundle of response, in the JSON that ``definition.texts`` writes (``bots.json``).
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lambdas.domain.ids import BotId
from lambdas.domain.reply import Part
from lambdas.domain.wording import filled_parts

WITHIN_WORDS: Final = "'\u2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a bot needs no engine for in one locale, by folded phrase.

    answers: the variations that somebody who says just this is told. languages: the locale that is asked for.
    """

    answers: Mapping[str, Sequence[Sequence[Part]]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)


Talks = Mapping[str, Talk]
"""What one bot needs no engine for, by locale."""

SILENT: Final = Talk()


def folded(phrase: str) -> str:
    """A phrase as it is compared: ``¿Qué tal?`` is ``que tal``; the same as ``definition.said`` gives."""
    apart = unicodedata.normalize("NFKD", phrase.casefold())
    plain = "".join(one for one in apart if not unicodedata.combining(one) and one not in WITHIN_WORDS)
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())


def read_talks(text: str) -> Mapping[BotId, Talks]:
    """The talk of every bot in the JSON of all of them; raises ValueError, KeyError or TypeError for none."""
    return {
        BotId(bot): {locale: _talk(spoken) for locale, spoken in content["locales"].items()}
        for bot, content in json.loads(text).items()
    }


def _talk(spoken: Mapping[str, Any]) -> Talk:
    answers = {
        phrase: tuple(filled_parts(answer, {}) for answer in talk["answers"])
        for talk in spoken.get("small_talk", {}).values()
        for phrase in talk["says"]
    }
    wished = {phrase: locale for locale, phrases in spoken.get("languages", {}).items() for phrase in phrases}
    return Talk(answers=answers, languages=wished)
